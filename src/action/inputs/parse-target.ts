/**
 * Which organization or enterprise is meant. Exactly one is; a name that only looks like one is recognized by its
 * shape.
 */
import type { Target } from '../../model/target.ts';
import type { InputForm } from './input-form.ts';
import { INPUTS } from './input-table.ts';

const EXAMPLES = { organization: 'github.com/LOGIN', enterprise: 'github.com/enterprises/SLUG' } as const;

export function parseTarget(form: InputForm): Target {
  const organization = parseName(form, 'organization');
  const enterprise = parseName(form, 'enterprise');
  if (organization !== '' && enterprise !== '') {
    form.conflict(
      'organization',
      'got both `organization` and `enterprise`; one run collects from exactly one of them',
    );
  }
  if (organization === '' && enterprise === '') {
    form.conflict('organization', 'got neither `organization` nor `enterprise`; set exactly one of them');
  }
  return enterprise === '' ? { kind: 'organization', name: organization } : { kind: 'enterprise', name: enterprise };
}

function parseName(form: InputForm, input: Target['kind']): string {
  const name = form.value(input);
  const { pattern, lengthMax } = INPUTS[input].kind;
  if (name === '' || (pattern.test(name) && name.length <= lengthMax)) return name;
  form.refuse(input, describeMistake(name, input));
  return name;
}

function describeMistake(name: string, input: Target['kind']): string | undefined {
  const instead = `it accepts the name alone, as in ${EXAMPLES[input]}`;
  if (name.startsWith('@')) return `which has an @ in front; ${instead}`;
  if (name.includes('${{')) return `which is an expression that the runner did not evaluate; ${instead}`;
  if (name.includes('://') || /^(?:www\.)?github\.com\//i.test(name))
    return `which is a URL or an email address; ${instead}`;
  if (name.includes('/')) return `which names something inside an account, such as a repository; ${instead}`;
  if (/[\s,;]/.test(name)) return `which looks like a display name or a list; ${instead}`;
  return undefined;
}
