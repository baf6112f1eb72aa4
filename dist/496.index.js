export const id = 496;
export const ids = [496];
export const modules = {

/***/ 68517:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ EventFields)
/* harmony export */ });
/* harmony import */ var _model_json_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(62463);
/* harmony import */ var _members_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(88988);
/**
 * The fields of one event, as a mapping reads them: a value is there only if it has the type that the mapping needs, for
 * GitHub sends arrays, nulls and booleans where its documentation says string. What was taken, whole and unambiguous,
 * is left out of `rest`; everything else stays in it as GitHub wrote it.
 */


class EventFields {
    /** Whether the event is a JSON object; without one there are no fields. */
    isObject;
    #members;
    /** Of a key that is there twice the last value counts, as with `JSON.parse`. */
    #values;
    #taken = new Set();
    /** @param raw one event, as JSON text */
    constructor(raw) {
        const members = (0,_members_js__WEBPACK_IMPORTED_MODULE_0__/* .cutMembers */ .u)(raw);
        this.isObject = members !== undefined;
        this.#members = members ?? [];
        this.#values = new Map(this.#members.map(({ name, value }) => [name, value]));
    }
    /** The names of the fields, each once. */
    get names() {
        return this.#values.keys();
    }
    /** A string that is not empty. */
    text(name) {
        const value = this.#values.get(name);
        if (value?.startsWith('"') !== true)
            return undefined;
        const text = (0,_model_json_text_js__WEBPACK_IMPORTED_MODULE_1__/* .parseString */ .$l)(value);
        return text === '' ? undefined : text;
    }
    /** An identifier: a whole number above zero, by its digits however many, or a string that is not empty. */
    id(name) {
        return this.#digits(name) ?? this.text(name);
    }
    flag(name) {
        const value = this.#values.get(name);
        return value === 'true' || value === 'false' ? value === 'true' : undefined;
    }
    /** The fields of a value that is an object. */
    inside(name) {
        return new EventFields(this.#values.get(name) ?? 'null');
    }
    /** The texts of a list of nothing but texts; `undefined` for anything else, and for an empty list. */
    texts(name) {
        const list = this.#list(name);
        const isTexts = list.length > 0 && list.every((item) => typeof item === 'string' && item !== '');
        return isTexts ? [...new Set(list)] : undefined;
    }
    /** The objects in a list. */
    objects(name) {
        return this.#list(name)
            .filter((item) => typeof item === 'object' && item !== null && !Array.isArray(item))
            .map((item) => new EventFields(JSON.stringify(item)));
    }
    /** As `text`, and `rest` leaves it out. */
    takeText(name) {
        const text = this.text(name);
        if (text !== undefined)
            this.#taken.add(name);
        return text;
    }
    /** As `id`; `rest` leaves out a number only, for a string of digits would look the same. */
    takeId(name) {
        const digits = this.#digits(name);
        if (digits !== undefined)
            this.#taken.add(name);
        return digits ?? this.text(name);
    }
    /** Takes the field if its JSON text is exactly this; otherwise it stays. */
    takeExactly(name, json) {
        if (this.#values.get(name) === json)
            this.#taken.add(name);
    }
    /** A JSON object of all that was not taken, each member as it was written. A key that is there twice stays twice. */
    rest() {
        const repeats = this.#values.size < this.#members.length;
        const kept = this.#members.filter(({ name }) => !this.#taken.has(name) || (repeats && this.#isRepeated(name)));
        return `{${kept.map(({ text }) => text).join(',')}}`;
    }
    #list(name) {
        const value = this.#values.get(name);
        if (value?.startsWith('[') !== true)
            return [];
        const list = JSON.parse(value);
        return Array.isArray(list) ? list : [];
    }
    #isRepeated(name) {
        return this.#members.filter((member) => member.name === name).length > 1;
    }
    #digits(name) {
        const value = this.#values.get(name);
        return value !== undefined && /^[1-9]\d*$/.test(value) ? value : undefined;
    }
}


/***/ }),

/***/ 66496:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createFormat: () => (/* binding */ createFormat)
});

// EXTERNAL MODULE: ./lib/format/event-fields.js
var event_fields = __webpack_require__(68517);
// EXTERNAL MODULE: ./lib/format/render.js
var render = __webpack_require__(56531);
;// CONCATENATED MODULE: ./lib/format/cloudevents.js
/**
 * CloudEvents 1.0 in structured mode. `source` and `id` together name an event for ever, so that a receiver can drop the
 * second copy; `data` is GitHub's own text, byte for byte.
 * https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md
 */


const TYPE = 'com.github.audit';
/** What an action looks like; anything else does not become part of a type. */
const ACTION = /^[\w-]+(\.[\w-]+)*$/;
/** What the attributes may not hold: control characters, noncharacters, halves of surrogate pairs. */
const NOT_ALLOWED = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/u;
function cloudEventsFormat(origin) {
    const source = (0,render/* sourceOf */.vz)(origin);
    return ({ ts, id, key, raw: bytes }) => {
        const raw = bytes.toString();
        const action = new event_fields/* EventFields */.I(raw).text('action');
        const attributes = {
            specversion: '1.0',
            id: id === undefined || NOT_ALLOWED.test(id) ? key : id,
            source,
            type: action !== undefined && ACTION.test(action) ? `${TYPE}.${action}` : TYPE,
            time: (0,render/* rfc3339 */.ag)(ts),
            datacontenttype: 'application/json',
        };
        return `${JSON.stringify(attributes).slice(0, -1)},"data":${raw}}`;
    };
}

;// CONCATENATED MODULE: ./lib/format/action-table.js
/**
 * What GitHub's actions mean, as data: one row for an action or a family of them, the first that fits decides. A row
 * says of which OCSF class an action is, which activity of it, and, where the name of the action says so, how it ended.
 * What no row names is of the class of its subject, and its activity follows from its verb: `action-meaning.ts`.
 * Actions:
 * https://docs.github.com/en/enterprise-cloud@latest/admin/monitoring-activity-in-your-enterprise/reviewing-audit-logs-for-your-enterprise/audit-log-events-for-your-enterprise
 */
const rows = (actionClass, activity, ...families) => families.flatMap((family) => family.split(' ')).map((pattern) => ({ pattern, class: actionClass, activity }));
const ended = (outcome, found) => found.map((row) => ({ ...row, outcome }));
/** Fields that name whom an action is about, when it has no `user`: only these are about their own actor. */
const ABOUT_ACTOR = /^(user\.(create|recreate|delete|destroy|async_delete|rename|(add|remove)_email|(change|forgot|reset)_password)|passkey\..+|security_key\..+|trusted_device\..+|two_factor_authentication\..+|user\.two_factor_recovery_codes_.+|.+\.recovery_codes_.+)$/;
const ACTIONS = [
    // Signing in and out.
    ...ended('success', rows('authentication', 'Logon', 'user.login user.new_device_used user.sign_in_from_* user.two_factor_recover')),
    ...ended('success', rows('authentication', 'Logon', 'user.two_factor_challenge_success user.device_verification_success')),
    ...ended('success', rows('authentication', 'Logon', '*.recovery_code_used')),
    ...ended('failure', rows('authentication', 'Logon', 'user.failed_login user.two_factor_challenge_failure')),
    ...ended('failure', rows('authentication', 'Logon', 'user.device_verification_failure *.recovery_code_failed')),
    ...rows('authentication', 'Logon', '*.sso_response two_factor_authentication.sign_in_fallback_sms'),
    ...rows('authentication', 'Preauth', 'user.two_factor_requested user.device_verification_requested'),
    ...rows('authentication', 'Preauth', 'user.correct_password_from_* user.partial_two_factor_email_followup'),
    ...ended('success', rows('authentication', 'Logoff', 'user.logout *.revoke_sso_session')),
    ...rows('authentication', 'Account Switch', 'staff.fake_login'),
    // Accounts, and what people sign in with.
    ...rows('account', 'Create', 'user.create user.recreate external_identity.provision'),
    ...rows('account', 'Delete', 'user.delete user.destroy user.async_delete'),
    ...rows('account', 'Disable', 'user.suspend external_identity.deprovision'),
    ...rows('account', 'Enable', 'user.unsuspend'),
    ...rows('account', 'Attach Policy', 'user.promote'),
    ...rows('account', 'Detach Policy', 'user.demote'),
    ...rows('account', 'Password Change', 'user.change_password'),
    ...rows('account', 'Password Reset', 'user.forgot_password user.reset_password'),
    ...rows('account', 'Password Reset', 'two_factor_authentication.password_reset_fallback_sms'),
    ...rows('account', 'MFA Factor Enable', 'two_factor_authentication.add_factor two_factor_authentication.enabled'),
    ...rows('account', 'MFA Factor Enable', 'passkey.register security_key.register trusted_device.register'),
    ...rows('account', 'MFA Factor Disable', 'two_factor_authentication.disabled two_factor_authentication.remove_factor'),
    ...rows('account', 'MFA Factor Disable', 'passkey.remove security_key.remove trusted_device.remove'),
    ...rows('account', 'Other', 'two_factor_authentication.* user.two_factor_recovery_codes_* *.recovery_codes_*'),
    ...rows('account', 'Other', 'user.rename user.add_email user.remove_email'),
    ...ended('success', rows('account', 'Other', 'external_identity.scim_api_success')),
    ...ended('failure', rows('account', 'Other', 'external_identity.scim_api_failure')),
    ...rows('account', 'Other', 'external_identity.update *.revoke_external_identity'),
    // Who belongs to what, and with which rights.
    ...rows('group', 'Create', 'team.create enterprise_team.create external_group.provision *_role.create'),
    ...rows('group', 'Delete', 'team.delete team.destroy enterprise_team.destroy external_group.delete *_role.destroy'),
    ...rows('group', 'Add User', 'team.add_member enterprise_team.add_member external_group.add_member'),
    ...rows('group', 'Remove User', 'team.remove_member enterprise_team.remove_member external_group.remove_member'),
    ...rows('group', 'Add User', 'org.add_member org.add_owner org.add_user org.add_admin org.add_billing_manager'),
    ...rows('group', 'Add User', 'org.add_outside_collaborator org.restore_member organization_moderators.add_user'),
    ...rows('group', 'Remove User', 'org.remove_member org.remove_owner org.remove_user org.remove_admin'),
    ...rows('group', 'Remove User', 'org.remove_billing_manager org.remove_outside_collaborator organization_moderators.remove_user'),
    ...rows('group', 'Add User', 'business.add_admin business.add_billing_manager business.add_member business.add_owner business.add_user'),
    ...rows('group', 'Add User', 'business.add_outside_collaborator'),
    ...rows('group', 'Remove User', 'business.remove_admin business.remove_billing_manager business.remove_member'),
    ...rows('group', 'Remove User', 'business.remove_owner business.remove_user business.remove_outside_collaborator'),
    ...rows('group', 'Assign Privileges', 'org.update_member business.update_member'),
    ...rows('group', 'Assign Privileges', 'org.add_security_manager org.integration_manager_added business.add_support_entitlee'),
    ...rows('group', 'Revoke Privileges', 'org.remove_security_manager org.integration_manager_removed business.remove_support_entitlee'),
    ...rows('group', 'Assign Privileges', 'team.add_repository team.update_repository_permission team.promote_maintainer'),
    ...rows('group', 'Revoke Privileges', 'team.remove_repository team.demote_maintainer'),
    ...rows('group', 'Assign Privileges', '*_role.assign *_role.update enterprise_team.copilot_assignment'),
    ...rows('group', 'Revoke Privileges', '*_role.revoke enterprise_team.copilot_unassignment'),
    ...rows('group', 'Add Subgroup', 'organization_moderators.add_team team.add_to_organization external_group.link'),
    ...rows('group', 'Remove Subgroup', 'organization_moderators.remove_team team.remove_from_organization external_group.unlink'),
    ...ended('success', rows('group', 'Other', 'external_group.scim_api_success')),
    ...ended('failure', rows('group', 'Other', 'external_group.scim_api_failure')),
    ...rows('group', 'Other', 'team.* enterprise_team.* external_group.*'),
    // Things inside of an organization, an enterprise, a repository: each kind of them in one class.
    ...rows('api', 'verb', '*.*_actions_secret *.*_actions_variable *.*_integration_secret *.*_protection_rule *.*_member'),
    ...rows('api', 'verb', '*.runner_group_* *.register_self_hosted_runner *.remove_self_hosted_runner'),
    ...rows('api', 'Update', '*.self_hosted_runner_*'),
    ...rows('api', 'Create', '*.configure_self_hosted_jit_runner'),
    ...rows('api', 'verb', '*.*_custom_image *.*_custom_image_version org.required_workflow_* *.*_topic *.*_invitation'),
    ...rows('api', 'verb', '*.invite_* *.*block_user *.*_organization *.*_trial personal_access_token.request_*'),
    ...rows('api', 'Read', '*.audit_log_export *.audit_log_git_event_export *.security_center_export_* *.*_download *.download_*'),
    ...rows('api', 'Read', 'migration.download api.request audit_log_streaming.check'),
    ...rows('api', 'Create', 'repo.pages_create'),
    ...rows('api', 'Delete', 'repo.pages_destroy repo.pages_soft_delete repo.code_scanning_analysis_deleted'),
    ...rows('api', 'Delete', 'repo.code_scanning_configuration_for_branch_deleted'),
    ...rows('api', 'Update', 'repo.pages_*'),
    ...ended('failure', rows('api', 'Update', 'protected_branch.rejected_ref_update')),
    ...rows('api', 'Update', 'protected_branch.policy_override'),
    ...rows('api', 'verb', 'org.oauth_app_access_*'),
    // Git.
    ...rows('api', 'Read', 'git.clone git.fetch'),
    ...rows('api', 'Update', 'git.push'),
    // How it ended is part of the name.
    ...ended('success', rows('api', 'Update', 'repository_security_configuration.applied')),
    ...ended('failure', rows('api', 'Update', 'public_key.verification_failure public_key.unverification_failure')),
    ...ended('failure', rows('api', 'Update', 'repository_security_configuration.failed business.trial_email_verification_failed')),
    ...ended('failure', rows('api', 'Create', 'org.billing_signup_error org.rate_limited_invites user.creation_rate_limit_exceeded')),
    ...ended('failure', rows('api', 'Create', 'workflows.actions_policy_violation business.proxy_security_header_unsatisfied')),
    // Life of what OCSF calls an entity.
    ...rows('entity', 'Move', '*.rename repo.transfer* org.transfer* business.rename_slug oauth_application.transfer'),
    ...rows('entity', 'Deactivate', 'repo.archived org.archive'),
    ...rows('entity', 'Activate', 'repo.unarchived org.unarchive repo.restore business.restore'),
    ...rows('entity', 'Suspend', 'integration_installation.suspend oauth_application.suspend'),
    ...rows('entity', 'Resume', 'integration_installation.unsuspend oauth_application.unsuspend'),
    ...rows('entity', 'Update', 'repo.access protected_branch.*allowances protected_branch.*_teams'),
    ...rows('entity', 'Update', 'protected_branch.dismiss_stale_reviews *.*_two_factor_method *.*_two_factor_methods'),
    ...rows('entity', 'Update', '*.*_custom_invitation_rate_limit'),
];

;// CONCATENATED MODULE: ./lib/format/effect.js
const BY_OPERATION = new Map([
    ['create', 'create'],
    ['access', 'read'],
    ['modify', 'update'],
    ['transfer', 'update'],
    ['restore', 'update'],
    ['remove', 'delete'],
]);
/** Words in the names of actions. */
const BY_WORD = new Map([
    ...words('create', 'add create generate grant import invite open pin provision publish recreate register'),
    ...words('create', 'report request sign start submit upload added created generated granted imported invited published'),
    ...words('create', 'requested assign assigned connect link linked subscribed appeared reappeared leak join'),
    ...words('read', 'check clone download downloaded export fetch printed view viewed'),
    ...words('update', 'abort accept access allow allowed applied approve approved archive archived bypass block blocked'),
    ...words('update', 'authorized cancel cancelled change changed clear cleared close closed complete completed configure confirm convert'),
    ...words('update', 'converted decline demote denied deny dequeued disable disabled dismiss edit enable enabled exceeded expire'),
    ...words('update', 'failed fixed hide ignore jump lock locked mark merge minimize modify override pause pinned'),
    ...words('update', 'promote push ready rebase reached recover redraft refreshed regenerate regenerated reinstated'),
    ...words('update', 'reject rejected rename renamed reopen reopened rerun reset resolve restore restored resume reused'),
    ...words('update', 'retire reverted save scheduled set show skip stop success suspend toggle transfer'),
    ...words('update', 'transform trigger triggered unarchive unarchived unblock unblocked unlock unminimize unpin unpinned unset unsuspend'),
    ...words('update', 'unverify update updated upgrade validate verified verify visibility warning withdraw reintroduce'),
    ...words('update', 'progress offline online broadcast file'),
    ...words('delete', 'deauthorize delete deleted delist deprovision destroy destroyed drop remove removed revoke revoked unassign'),
    ...words('delete', 'unassigned unlink unlinked unsubscribed'),
]);
function words(effect, text) {
    return text.split(' ').map((word) => [word, effect]);
}
/** The two halves of `repo.add_member`: what it is about, and what happened. An action without a point is both. */
function splitAction(action) {
    const point = action.lastIndexOf('.');
    return { subject: point === -1 ? action : action.slice(0, point), verb: action.slice(point + 1) };
}
/**
 * A verb in the past decides (`request_cancelled`), the last of it; then the first word if it is a verb, then the last
 * word that is one.
 */
function effectOfVerb(action) {
    const found = splitAction(action)
        .verb.split('_')
        .map((word) => ({ effect: BY_WORD.get(word), isDone: word.endsWith('ed') }))
        .filter(({ effect }, index) => effect !== undefined || index === 0);
    const done = found.findLast(({ effect, isDone }) => effect !== undefined && isDone);
    return done?.effect ?? found[0]?.effect ?? found.at(-1)?.effect ?? 'other';
}
/** What GitHub's `operation_type` says; `undefined` without one that is known. */
function operationOf(fields) {
    return BY_OPERATION.get(fields.text('operation_type') ?? '');
}

;// CONCATENATED MODULE: ./lib/format/action-meaning.js
/**
 * What an action means, in the words of the schemas: class, activity and outcome, from the table where it has a row, else from the
 * subject and the verb of its name, wherever the verb stands in it. The same action always means the same.
 */


/** Subjects whose actions are about the thing itself, which has a name or an id in the event. */
const ENTITIES = /^(repo|org|business|hook|public_key|integration_installation|oauth_application|protected_branch|repository_ruleset|environment|personal_access_token)(\.config)?$/;
const ENTITY_ACTIVITIES = new Map([
    ['create', 'Create'],
    ['delete', 'Delete'],
    ['destroy', 'Delete'],
    ['disable', 'Disable'],
    ['enable', 'Enable'],
]);
/** Actions are few, but come from outside: beyond this many they are worked out again each time. */
const REMEMBERED_MAX = 5_000;
const table = ACTIONS.map((row) => ({ row, pattern: compile(row.pattern) }));
const remembered = new Map();
/** @param operation GitHub's `operation_type`, which wins over what a verb seems to say */
function meaningOf(action, operation) {
    const known = remembered.get(action) ?? workOut(action);
    if (remembered.size < REMEMBERED_MAX)
        remembered.set(action, known);
    if (operation === undefined)
        return known;
    return { ...known, effect: operation };
}
function workOut(action) {
    const effect = effectOfVerb(action);
    const row = table.find(({ pattern }) => pattern.test(action))?.row;
    if (row !== undefined)
        return ofRow(row, effect);
    const { subject, verb } = splitAction(action);
    if (!ENTITIES.test(subject))
        return { class: 'api', activity: undefined, effect, outcome: undefined };
    const activity = ENTITY_ACTIVITIES.get(verb) ?? (effect === 'update' || effect === 'other' ? 'Update' : undefined);
    // Who creates, removes or reads something in it does not do so to the thing itself.
    return { class: activity === undefined ? 'api' : 'entity', activity, effect, outcome: undefined };
}
function ofRow({ class: actionClass, activity, outcome }, effect) {
    return { class: actionClass, activity: activity === 'verb' ? undefined : activity, effect, outcome };
}
function compile(pattern) {
    return new RegExp(`^${pattern
        .split('*')
        .map((text) => text.replaceAll('.', '\\.'))
        .join('[a-z0-9_]*')}$`);
}

;// CONCATENATED MODULE: ./lib/format/attributes.js
/** The attributes, or `undefined` when not one of them is there: schemas want no empty objects. */
function unlessEmpty(attributes) {
    return Object.values(attributes).every((value) => value === undefined) ? undefined : attributes;
}
/** The texts that are there, or `undefined` when none is: schemas want no empty arrays. */
function allOf(...texts) {
    const found = [...new Set(texts)].filter((text) => text !== undefined);
    return found.length === 0 ? undefined : found;
}

;// CONCATENATED MODULE: ./lib/format/ecs-github-fields.js
/**
 * The fields that ECS has no place for and that go under `github.`, by their type. A field of another type than its own
 * stays in `event.original` only: Elasticsearch refuses a whole document over one value that does not fit its mapping.
 */

/** Ids are keywords too: they are looked up, never added, and some do not fit a `long`. */
const TYPES = new Map([
    ...each('keyword', 'actor_id actor_ip actor_session user_agent blocked_user business business_id org org_id owner_type repo repo_id'),
    ...each('keyword', 'repo_was repository repository_id team team_id user user_id old_user target_login'),
    ...each('keyword', 'operation_type permission old_permission visibility previous_visibility request_category'),
    ...each('keyword', 'hashed_token token_id token_scopes programmatic_access_type fingerprint deploy_key_fingerprint'),
    ...each('keyword', 'user_programmatic_access_name user_programmatic_access_id oauth_application'),
    ...each('keyword', 'oauth_application_id external_identity_nameid external_identity_username issuer invitation_id'),
    ...each('keyword', 'transport_protocol transport_protocol_name integration integration_id installation_id'),
    ...each('keyword', 'repository_selection hook_id content_type name old_name title key branch environment_name'),
    ...each('keyword', 'ruleset_id ruleset_name ruleset_enforcement ruleset_old_enforcement ruleset_source_type'),
    ...each('keyword', 'pull_request_id pull_request_title pull_request_url review_id merge_method query_suite'),
    ...each('keyword', 'workflow_id workflow_run_id head_branch head_sha event run_number run_attempt conclusion'),
    ...each('keyword', 'job_name job_workflow_ref runner_id runner_name runner_group_id runner_group_name'),
    ...each('keyword', 'ghsa_id number alert_id alert_number security_configuration_id security_configuration_name'),
    ...each('keyword', 'audit_log_stream_sink audit_log_stream_result threat_model reason explanation message'),
    ...each('keywords', 'overridden_codes'),
    ...each('boolean', 'actor_is_agent actor_is_bot active active_was admin_enforced is_hosted_runner'),
    ...each('boolean', 'limited_availability public_repo read_only repository_public request_cancelled'),
]);
function each(type, names) {
    return names.split(' ').map((name) => [name, type]);
}
function githubFields(fields) {
    const found = [];
    for (const name of fields.names) {
        const type = TYPES.get(name);
        if (type !== undefined)
            found.push([name, fieldOf(fields, name, type)]);
    }
    return Object.fromEntries([...found, ['reasons', reasonsOf(fields)]]);
}
function fieldOf(fields, name, type) {
    switch (type) {
        case 'keyword':
            return fields.id(name);
        case 'keywords':
            return fields.texts(name);
        case 'boolean':
            return fields.flag(name);
    }
}
/** Why a rule refused or was overridden: a list of objects, of which the texts are kept. */
function reasonsOf(fields) {
    const reasons = fields.objects('reasons').flatMap((reason) => {
        const found = unlessEmpty({ code: reason.text('code'), message: reason.text('message') });
        return found === undefined ? [] : [found];
    });
    return reasons.length === 0 ? undefined : reasons;
}

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
;// CONCATENATED MODULE: ./lib/format/network.js
/** What a schema accepts as an address: checked, because one bad value makes some receivers refuse the whole event. */

/** The text if it is an IPv4 or IPv6 address without a zone. */
function asIp(text) {
    return text !== undefined && (0,external_node_net_.isIP)(text) !== 0 && !text.includes('%') ? text : undefined;
}
const EMAIL = /^[\w.!#$&'*+/=?^`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/;
/** The text if it is an ordinary e-mail address. */
function asEmail(text) {
    return text !== undefined && text.length <= 254 && EMAIL.test(text) ? text : undefined;
}

;// CONCATENATED MODULE: ./lib/format/ecs.js
/**
 * ECS: the event in the terms of the Elastic Common Schema, what it has no place for under `github.`, and GitHub's own text
 * in `event.original`, whole and untouched, so that nothing is lost and the mapping can be done again.
 * https://www.elastic.co/docs/reference/ecs/ecs-field-reference
 */







const ECS_VERSION = '9.4.0';
const DATASET = 'github.audit';
const ecs_TYPES = {
    create: 'creation',
    read: 'access',
    update: 'change',
    delete: 'deletion',
    other: 'info',
};
/** @param origin the host of a GitHub Enterprise Server is part of its events */
function ecsFormat({ source }) {
    const host = hostOf(source);
    return ({ ts, id, key, raw: bytes }) => {
        const raw = bytes.toString();
        const fields = new event_fields/* EventFields */.I(raw);
        const action = fields.text('action') ?? '';
        const attributes = {
            // A date that RFC 3339 cannot write is one that only the other form of an Elasticsearch date can.
            '@timestamp': (0,render/* rfc3339 */.ag)(ts) ?? ts,
            ecs: { version: ECS_VERSION },
            // Detection rules and dashboards look for it; a sink into a data stream puts its own in its place.
            data_stream: { type: 'logs', dataset: DATASET, namespace: 'default' },
            event: {
                kind: 'event',
                ...categorize(action, fields),
                action: action === '' ? undefined : action,
                id: id ?? key,
                module: 'github',
                dataset: DATASET,
                original: raw,
            },
            ...peopleOf(fields),
            ...placeOf(fields),
            host,
            github: unlessEmpty({
                category: action.split('.', 1)[0] || undefined,
                ...githubFields(fields),
            }),
        };
        return JSON.stringify(attributes);
    };
}
function hostOf(source) {
    const { hostname } = new URL(source);
    return hostname === 'github.com' || hostname.endsWith('.ghe.com') ? undefined : { name: hostname };
}
/** What is about people, groups and their rights. */
const IAM = /^(business|external_identity|org|organization_moderators|team|two_factor_authentication|user)$/;
/**
 * Every event is of the categories `configuration` and `web`: Elastic's own integration says so, and its detection rules
 * look for it. https://www.elastic.co/docs/reference/ecs/ecs-category-field-values-reference
 */
function categorize(action, fields) {
    const { class: actionClass, activity, effect, outcome } = meaningOf(action, operationOf(fields));
    const types = typesOf(action, effect);
    const [subject = ''] = action.split('.', 1);
    if (actionClass === 'authentication') {
        const type = activity === 'Logoff' ? 'end' : 'start';
        return { category: ['configuration', 'web', 'authentication'], type: allOf(type, ...types), outcome };
    }
    if (actionClass !== 'account' && actionClass !== 'group' && !IAM.test(subject)) {
        return { category: ['configuration', 'web'], type: types, outcome };
    }
    const about = actionClass === 'group' && !/^(org|business)/.test(subject)
        ? 'group'
        : fields.text('user') === undefined
            ? undefined
            : 'user';
    return { category: ['configuration', 'web', 'iam'], type: allOf(...types, about), outcome };
}
/**
 * Elastic's detection rules look for `change` where something is deleted, and where Git is read: ECS allows several types, so
 * such an event has both.
 */
function typesOf(action, effect) {
    const isAlsoChange = effect === 'delete' || (effect === 'read' && action.startsWith('git.'));
    return isAlsoChange ? [ecs_TYPES[effect], 'change'] : [ecs_TYPES[effect]];
}
function peopleOf(fields) {
    const [actor, user] = [fields.text('actor'), fields.text('user')];
    const group = unlessEmpty({ name: fields.text('team'), id: fields.id('team_id') });
    return {
        user: unlessEmpty({
            name: actor,
            id: fields.id('actor_id'),
            email: asEmail(fields.text('external_identity_nameid')),
            target: unlessEmpty({ name: user, id: fields.id('user_id') }),
        }),
        group,
        organization: unlessEmpty({ name: fields.text('org'), id: fields.id('org_id') }),
        related: unlessEmpty({
            user: allOf(actor, fields.id('actor_id'), user, fields.id('user_id')),
            ip: allOf(asIp(fields.text('actor_ip'))),
        }),
    };
}
function placeOf(fields) {
    const country = fields.inside('actor_location').text('country_code');
    const agent = fields.text('user_agent');
    const request = fields.text('request_id');
    return {
        source: unlessEmpty({
            ip: asIp(fields.text('actor_ip')),
            geo: country === undefined ? undefined : { country_iso_code: country },
        }),
        user_agent: agent === undefined ? undefined : { original: agent },
        http: request === undefined ? undefined : { request: { id: request } },
    };
}

;// CONCATENATED MODULE: ./lib/format/envelope.js
/**
 * The event inside an envelope that says when it happened and where it was read. `ts` is the time of the event, never that
 * of its collection, so the same event always gives the same line; `event` is GitHub's own text, byte for byte.
 */


function envelopeFormat(origin) {
    const source = JSON.stringify((0,render/* sourceOf */.vz)(origin));
    const endpoint = JSON.stringify((0,render/* endpointOf */.X5)(origin));
    return ({ ts, id, key, raw: bytes }) => {
        const raw = bytes.toString();
        const feed = (0,render/* feedOf */.qu)(new event_fields/* EventFields */.I(raw).text('action'));
        const time = JSON.stringify(new Date(ts).toISOString());
        // Put together as text: parsed and written again, numbers beyond 2^53 would be others.
        return `{"ts":${time},"source":${source},"endpoint":${endpoint},"event":${raw},"meta":${JSON.stringify({ id, key, feed })}}`;
    };
}

;// CONCATENATED MODULE: ./lib/format/ocsf/ocsf-api.js
/**
 * Everything else: OCSF's API Activity (6003), which fits any action. It requires an actor and a source even where GitHub
 * gives neither (anonymous clones, addresses that are not disclosed); they are then called `unknown`.
 */

const UNKNOWN = 'unknown';
/** @param action '' when the event has none */
function apiAttributes(action, fields) {
    const resources = [repositoryOf(fields), affectedUserOf(fields)].filter((resource) => resource !== undefined);
    return {
        api: { operation: action === '' ? UNKNOWN : action },
        resources: resources.length === 0 ? undefined : resources,
    };
}
/** The repository in which something happened. */
function repositoryOf(fields) {
    const name = fields.takeText('repo') ?? fields.takeText('repository');
    const uid = fields.takeId('repo_id') ?? fields.takeId('repository_id');
    const resource = unlessEmpty({ name, uid });
    return resource === undefined ? undefined : { ...resource, type: 'repository' };
}
function affectedUserOf(fields) {
    const resource = unlessEmpty({ name: fields.takeText('user'), uid: fields.takeId('user_id') });
    return resource === undefined ? undefined : { ...resource, type: 'user' };
}

;// CONCATENATED MODULE: ./lib/format/ocsf/ocsf-account.js
/**
 * Accounts and who signs in: what OCSF's Account Change (3001) and Authentication (3002) have in addition to the
 * attributes of every class. Both require a user; where GitHub names none, the action is about its own actor, or the
 * user is called `unknown`.
 */



/** OCSF's number of an authentication by SAML. */
const SAML = { auth_protocol_id: 5, auth_protocol: 'SAML' };
function accountAttributes(action, fields) {
    const actor = ABOUT_ACTOR.test(action) ? actorOf(fields) : undefined;
    return { user: userOf(fields) ?? actor ?? { name: UNKNOWN } };
}
/** Who signs in is the actor, unless the event names somebody else. */
function authenticationAttributes(action, fields) {
    return {
        user: userOf(fields) ?? actorOf(fields) ?? { name: UNKNOWN },
        service: { name: 'GitHub' },
        ...(action.endsWith('.sso_response') ? SAML : {}),
    };
}
/** The user that something happened to. */
function userOf(fields) {
    return unlessEmpty({ name: fields.takeText('user'), uid: fields.takeId('user_id') });
}
function actorOf(fields) {
    return unlessEmpty({ name: fields.takeText('actor'), uid: fields.takeId('actor_id') });
}

;// CONCATENATED MODULE: ./lib/format/ocsf/ocsf-class.js
const OCSF_VERSION = '1.8.0';
/** An activity that the class has no word for; its name is then the source's own word. */
const OTHER = 99;
/** An activity that nothing is known about. */
const ocsf_class_UNKNOWN = 0;
const ocsf_class_IAM = { category_uid: 3, category_name: 'Identity & Access Management' };
const CLASSES = {
    account: {
        uid: 3001,
        name: 'Account Change',
        category: ocsf_class_IAM,
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
        category: ocsf_class_IAM,
        activities: { Logon: 1, Logoff: 2, Preauth: 6, 'Account Switch': 7 },
    },
    entity: {
        uid: 3004,
        name: 'Entity Management',
        category: ocsf_class_IAM,
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
        category: ocsf_class_IAM,
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
};
/**
 * The attributes that say what an event is.
 *
 * @param action GitHub's own word, the name of an activity that the class has no other for; '' when there is none
 */
function classification(className, activity, action) {
    const { uid, name, category, activities } = CLASSES[className];
    const known = activities[activity];
    const id = known ?? (action === '' ? ocsf_class_UNKNOWN : OTHER);
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

;// CONCATENATED MODULE: ./lib/format/ocsf/ocsf-entity.js
/**
 * What exists, and its settings: the entity of OCSF's Entity Management (3004), for repositories, organizations, hooks, keys, rules.
 */


/** OCSF's number for an entity that is an organization, and for one that it has no word for. */
const ORGANIZATION = 4;
const ocsf_entity_OTHER = 99;
const ocsf_entity_ENTITIES = new Map([
    ['repo', { type: 'repository', names: ['repo', 'repository'], ids: ['repo_id', 'repository_id'] }],
    ['org', { type: 'organization', names: ['org'], ids: ['org_id'] }],
    ['business', { type: 'enterprise', names: ['business'], ids: ['business_id'] }],
    // The `name` of a hook is its kind: always `webhook`.
    ['hook', { type: 'webhook', names: [], ids: ['hook_id'] }],
    ['public_key', { type: 'key', names: ['title'], ids: ['fingerprint'] }],
    ['integration_installation', { type: 'app installation', names: ['integration', 'name'], ids: ['installation_id'] }],
    ['oauth_application', { type: 'OAuth app', names: ['oauth_application'], ids: ['oauth_application_id'] }],
    ['protected_branch', { type: 'branch protection', names: ['branch', 'name'], ids: [] }],
    ['repository_ruleset', { type: 'ruleset', names: ['ruleset_name'], ids: ['ruleset_id'] }],
    ['environment', { type: 'environment', names: ['environment_name', 'name'], ids: ['environment_id'] }],
    [
        'personal_access_token',
        {
            type: 'personal access token',
            names: ['user_programmatic_access_name'],
            ids: ['user_programmatic_access_id'],
        },
    ],
]);
/** The entity, by the subject of the action; called `unknown` where the event has neither its name nor its id. */
function entityAttributes(action, fields) {
    const [subject = ''] = action.split('.', 1);
    const kind = ocsf_entity_ENTITIES.get(subject) ?? { type: subject, names: [], ids: [] };
    const entity = unlessEmpty({
        name: firstOf(kind.names, (name) => fields.takeText(name)),
        uid: firstOf(kind.ids, (name) => fields.takeId(name)),
    });
    return { entity: { ...(entity ?? { name: UNKNOWN }), ...typeOf(kind) } };
}
function typeOf({ type }) {
    return type === 'organization' ? { type: 'Organization', type_id: ORGANIZATION } : { type, type_id: ocsf_entity_OTHER };
}
function firstOf(names, take) {
    for (const name of names) {
        const found = take(name);
        if (found !== undefined)
            return found;
    }
    return undefined;
}

;// CONCATENATED MODULE: ./lib/format/ocsf/ocsf-group.js
/**
 * Who belongs to what, and with which rights: the group of OCSF's Group Management (3006), for teams, roles, external groups, and
 * the members of an organization or enterprise.
 */



/** What each subject of an action is a group of, and the fields that name the group. */
const GROUPS = new Map([
    ['team', { type: 'team', names: ['team'], id: 'team_id' }],
    ['enterprise_team', { type: 'enterprise team', names: ['enterprise_team', 'name'], id: 'enterprise_team_id' }],
    ['external_group', { type: 'external group', names: ['external_group', 'name'], id: 'external_group_id' }],
    ['organization_role', { type: 'organization role', names: ['role', 'name'], id: 'role_id' }],
    ['enterprise_role', { type: 'enterprise role', names: ['role', 'name'], id: 'role_id' }],
    ['org', { type: 'organization', names: ['org'], id: 'org_id' }],
    ['organization_moderators', { type: 'organization moderators', names: ['org'], id: 'org_id' }],
    ['business', { type: 'enterprise', names: ['business'], id: 'business_id' }],
]);
function groupAttributes(action, fields) {
    const [subject = ''] = action.split('.', 1);
    const kind = GROUPS.get(subject) ?? { type: subject, names: [], id: '' };
    let name;
    for (const field of kind.names)
        name ??= fields.takeText(field);
    const group = unlessEmpty({ name, uid: fields.takeId(kind.id) }) ?? { name: UNKNOWN };
    return { group: { ...group, type: kind.type }, user: userOf(fields), resource: repositoryOf(fields) };
}

;// CONCATENATED MODULE: ./lib/format/ocsf/ocsf.js











function ocsfFormat({ target }) {
    return (event) => {
        const raw = event.raw.toString();
        const fields = new event_fields/* EventFields */.I(raw);
        const action = fields.takeText('action') ?? '';
        const classified = classify(action, fields);
        const cloud = cloudOf(fields);
        const attributes = {
            ...classified.classification,
            severity_id: 1,
            severity: 'Informational',
            time: event.ts,
            metadata: {
                version: OCSF_VERSION,
                uid: event.id ?? event.key,
                event_code: action === '' ? undefined : action,
                log_name: (0,render/* feedOf */.qu)(action),
                log_provider: 'GitHub',
                tenant_uid: target.name,
                product: { name: 'GitHub Audit Log', vendor_name: 'GitHub' },
                profiles: cloud === undefined ? undefined : ['cloud'],
            },
            cloud,
            ...whoAndWhence(classified, fields),
            ...classified.attributes,
            raw_data: fields.isObject ? undefined : raw,
        };
        return withUnmapped(attributes, event, fields);
    };
}
/** What each class calls what happened, where the table names no activity. */
const BY_EFFECT = {
    create: 'Create',
    read: 'Read',
    update: 'Update',
    delete: 'Delete',
    other: 'Other',
};
const STATUS = { success: { status_id: 1, status: 'Success' }, failure: { status_id: 2, status: 'Failure' } };
const ATTRIBUTES = {
    authentication: authenticationAttributes,
    account: accountAttributes,
    group: groupAttributes,
    entity: entityAttributes,
    api: apiAttributes,
};
function classify(action, fields) {
    const { class: className, activity, effect, outcome } = meaningOf(action, operationOf(fields));
    return {
        className,
        classification: classification(className, activity ?? BY_EFFECT[effect], action),
        attributes: { ...ATTRIBUTES[className](action, fields), ...(outcome === undefined ? {} : STATUS[outcome]) },
    };
}
function withUnmapped(attributes, { ts, id }, fields) {
    fields.takeExactly('@timestamp', String(ts));
    if (id !== undefined && fields.text('_document_id') === id)
        fields.takeText('_document_id');
    const json = JSON.stringify(attributes);
    return fields.isObject ? `${json.slice(0, -1)},"unmapped":${fields.rest()}}` : json;
}
/** The organization and enterprise in which it happened. */
function cloudOf(fields) {
    const org = unlessEmpty({ name: fields.takeText('org'), uid: fields.takeId('org_id') });
    const account = unlessEmpty({ name: fields.takeText('business'), uid: fields.takeId('business_id') });
    return org === undefined && account === undefined ? undefined : { provider: 'GitHub', org, account };
}
/** The attributes that all classes share; only API Activity requires them. */
function whoAndWhence({ className }, fields) {
    const required = className === 'api';
    const actor = unlessEmpty({ user: actingUserOf(fields), session: sessionOf(fields) });
    const endpoint = sourceOf(fields);
    return {
        actor: actor ?? (required ? { app_name: UNKNOWN } : undefined),
        src_endpoint: endpoint ?? (required ? { name: UNKNOWN } : undefined),
        http_request: unlessEmpty({ user_agent: fields.takeText('user_agent'), uid: fields.takeText('request_id') }),
    };
}
function actingUserOf(fields) {
    const user = unlessEmpty({ name: fields.takeText('actor'), uid: fields.takeId('actor_id') });
    return user === undefined
        ? undefined
        : { ...user, ...typeOfActor(fields), email_addr: emailOf(fields), programmatic_credentials: credentialsOf(fields) };
}
function typeOfActor(fields) {
    switch (fields.flag('actor_is_bot')) {
        case true:
            return { type: 'Service', type_id: 4 };
        case false:
            return { type: 'User', type_id: 1 };
        case undefined:
            return {};
    }
}
function emailOf(fields) {
    const email = asEmail(fields.text('external_identity_nameid'));
    return email === undefined ? undefined : fields.takeText('external_identity_nameid');
}
/** The token that was used, by its hash. */
function credentialsOf(fields) {
    const uid = fields.takeText('hashed_token');
    return uid === undefined ? undefined : [{ uid, type: fields.takeText('programmatic_access_type') }];
}
function sessionOf(fields) {
    return unlessEmpty({ uid: fields.takeId('actor_session') });
}
/** Where the actor was; the address is there only if its disclosure is switched on. */
function sourceOf(fields) {
    const ip = asIp(fields.text('actor_ip'));
    if (ip !== undefined)
        fields.takeText('actor_ip');
    const place = fields.inside('actor_location');
    const location = unlessEmpty({
        country: place.text('country_code'),
        region: place.text('region'),
        city: place.text('city'),
        postal_code: place.text('postal_code'),
    });
    if (ip === undefined && location === undefined)
        return undefined;
    return { ip, name: ip === undefined ? UNKNOWN : undefined, location };
}

// EXTERNAL MODULE: ./lib/format/raw.js
var raw = __webpack_require__(1829);
;// CONCATENATED MODULE: ./lib/format/format.js





/** The format of this name for the events of one target. */
function createFormat(name, origin) {
    switch (name) {
        case 'raw':
            return raw/* renderRaw */.p;
        case 'envelope':
            return envelopeFormat(origin);
        case 'cloudevents':
            return cloudEventsFormat(origin);
        case 'ecs':
            return ecsFormat(origin);
        case 'ocsf':
            return ocsfFormat(origin);
    }
}


/***/ }),

/***/ 88988:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ cutMembers)
/* harmony export */ });
/* harmony import */ var _model_json_text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(62463);
/**
 * Cuts the text of a JSON object into the text of its members, so that what no mapping knows can be passed on as it was
 * sent: no number rounded, no duplicate key dropped, no depth too deep. One pass, no recursion.
 */

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
/**
 * The members in the order in which they were written, or `undefined` for JSON that is no object.
 *
 * @param json text that `JSON.parse` accepts; for anything else the result means nothing
 */
function cutMembers(json) {
    const members = [];
    let start = json.search(/\S/) + 1;
    if (json.charCodeAt(start - 1) !== OPEN_BRACE)
        return undefined;
    let colon = -1;
    let depth = 0;
    const push = (end) => {
        const text = json.slice(start, end).trim();
        // Only an object without members has an empty one.
        if (text !== '')
            members.push(memberOf(json.slice(start, colon), json.slice(colon + 1, end).trim(), text));
        start = end + 1;
        colon = -1;
    };
    for (let at = start; at < json.length; at += 1) {
        switch (json.charCodeAt(at)) {
            case QUOTE:
                at = (0,_model_json_text_js__WEBPACK_IMPORTED_MODULE_0__/* .closingQuote */ .m2)(json, at);
                break;
            case COLON:
                if (depth === 0)
                    colon = at;
                break;
            case COMMA:
                if (depth === 0)
                    push(at);
                break;
            case OPEN_BRACKET:
            case OPEN_BRACE:
                depth += 1;
                break;
            case CLOSE_BRACKET:
                depth -= 1;
                break;
            case CLOSE_BRACE:
                if (depth === 0) {
                    push(at);
                    return members;
                }
                depth -= 1;
                break;
            default:
                break;
        }
    }
    return members;
}
function memberOf(key, value, text) {
    return { name: (0,_model_json_text_js__WEBPACK_IMPORTED_MODULE_0__/* .parseString */ .$l)(key.trim()), text, value };
}


/***/ })

};
