/**
 * The five OCSF classes that audit events become, with the activities that are used of each. `type_uid` follows from class
 * and activity; nothing else computes it.
 * https://schema.ocsf.io/1.8.0/categories
 */
import type { ActionClass } from '../action-table.ts';
import type { Attributes } from '../attributes.ts';

export const OCSF_VERSION = '1.8.0';

/** An activity that the class has no word for; its name is then the source's own word. */
const OTHER = 99;
/** An activity that nothing is known about. */
const UNKNOWN = 0;

const IAM = { category_uid: 3, category_name: 'Identity & Access Management' } as const;

const CLASSES = {
  account: {
    uid: 3001,
    name: 'Account Change',
    category: IAM,
    activities: {
      Create: 1,
      Enable: 2,
      'Password Change': 3,
      'Password Reset': 4,
      Disable: 5,
      Delete: 6,
      'Attach Policy': 7,
      'Detach Policy': 8,
      'MFA Factor Enable': 10,
      'MFA Factor Disable': 11,
    },
  },
  authentication: {
    uid: 3002,
    name: 'Authentication',
    category: IAM,
    activities: { Logon: 1, Logoff: 2, Preauth: 6, 'Account Switch': 7 },
  },
  entity: {
    uid: 3004,
    name: 'Entity Management',
    category: IAM,
    activities: {
      Create: 1,
      Update: 3,
      Delete: 4,
      Move: 5,
      Enable: 8,
      Disable: 9,
      Activate: 10,
      Deactivate: 11,
      Suspend: 12,
      Resume: 13,
    },
  },
  group: {
    uid: 3006,
    name: 'Group Management',
    category: IAM,
    activities: {
      'Assign Privileges': 1,
      'Revoke Privileges': 2,
      'Add User': 3,
      'Remove User': 4,
      Delete: 5,
      Create: 6,
      'Add Subgroup': 7,
      'Remove Subgroup': 8,
    },
  },
  api: {
    uid: 6003,
    name: 'API Activity',
    category: { category_uid: 6, category_name: 'Application Activity' },
    activities: { Create: 1, Read: 2, Update: 3, Delete: 4 },
  },
} as const;

/** An event's class, and the attributes that only this class has. */
export interface Classified {
  readonly className: ActionClass;
  /** `class_uid` and all that goes with it. */
  readonly classification: Attributes;
  readonly attributes: Attributes;
}

/**
 * The attributes that say what an event is.
 *
 * @param action GitHub's own word, the name of an activity that the class has no other for; '' when there is none
 */
export function classification(className: ActionClass, activity: string, action: string): Attributes {
  const { uid, name, category, activities } = CLASSES[className];
  const known = (activities as Readonly<Record<string, number>>)[activity];
  const id = known ?? (action === '' ? UNKNOWN : OTHER);
  const caption = known !== undefined ? activity : action === '' ? 'Unknown' : action;
  return {
    class_uid: uid,
    class_name: name,
    ...category,
    activity_id: id,
    activity_name: caption,
    type_uid: uid * 100 + id,
    type_name: `${name}: ${id === OTHER ? 'Other' : caption}`,
  };
}
