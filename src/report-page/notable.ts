/**
 * What deserves a look in a report: conditions as data, each with the reason to look. None of them is a verdict: each is met by
 * ordinary work as well. `docs/report.md` has the same list, and a test keeps them equal.
 */
import type { ReportFields } from './report-fields.ts';

export interface Condition {
  readonly id: string;
  readonly title: string;
  /** Why it deserves a look, in one sentence. */
  readonly why: string;
  /** Met by a single event; conditions over several events have none, see `notable-history.ts`. */
  readonly test?: (fields: ReportFields) => boolean;
}

const byAction = (pattern: RegExp) => (fields: ReportFields) => pattern.test(fields.action);

export const CONDITIONS: readonly Condition[] = [
  {
    id: 'made-public',
    title: 'Made public',
    why: 'Code, issues or pages became public.',
    test: ({ action, visibility }) =>
      /^(repo|project)\.(visibility_public|pages_public)$|^project\.visibility_public$/.test(action) ||
      (/^repo\.(access|create)$|visibility_change/.test(action) && visibility === 'public'),
  },
  {
    id: 'protection-off',
    title: 'Branch protection removed or overridden',
    why: 'Somebody could push, or pushed, past the rules of a branch.',
    test: byAction(
      /^(protected_branch\.(destroy|policy_override|update_admin_enforced|update_allow_force_pushes_enforcement_level|update_allow_deletions_enforcement_level)|repository_ruleset\.destroy|workflows\.bypass_protection_rules|merge_queue\.pull_request_queue_jump)$/,
    ),
  },
  {
    id: 'scanning-off',
    title: 'Security feature switched off',
    why: 'Leaked secrets or vulnerable code would no longer be reported.',
    test: byAction(
      /^(?=.*(secret_scanning|advanced_security|dependabot|vulnerability_alert|code_scanning|codeql|dependency_graph|security_updates|vulnerability_reporting))(?!.*alert\.).*(disable|disabled)(_|$)|^secret_scanning_push_protection\.bypass$/,
    ),
  },
  {
    id: 'sign-in-weakened',
    title: 'Sign-in rules weakened',
    why: 'Two-factor authentication, SAML or the IP allow list protects fewer sign-ins.',
    test: byAction(
      /^(org|business)\.disable_(two_factor_requirement|saml|oidc)$|^ip_allow_list\.disable|^ip_allow_list_entry\.create$|^(org|business)\.remove_disallowed_two_factor_method$|^sso_lockdown\.disable$/,
    ),
  },
  {
    id: 'owner-added',
    title: 'Owner or administrator added',
    why: 'Owners can do everything, this log included.',
    test: ({ action, permission }) =>
      (/^(org|business)\.(add|update)_member$|^repo\.(add|update)_member$/.test(action) && permission === 'admin') ||
      /^(business\.add_admin|business\.add_owner|org\.add_security_manager|organization_role\.assign|enterprise_role\.assign|user\.promote)$/.test(
        action,
      ),
  },
  {
    id: 'access-granted',
    title: 'Token or App got access',
    why: 'Tokens and Apps act without a person, and outlive sessions.',
    test: byAction(
      /^(personal_access_token\.(access_granted|create)|integration_installation\.create|org_credential_authorization\.grant|oauth_authorization\.create|oauth_access\.create|org\.oauth_app_access_approved|public_key\.create)$/,
    ),
  },
  {
    id: 'log-changed',
    title: 'Audit log streaming changed or log exported',
    why: 'Attackers who hide start with the log.',
    test: byAction(
      /^audit_log_streaming\.(create|update|destroy)$|\.audit_log(_git_event)?_export$|disable_source_ip_disclosure$/,
    ),
  },
  {
    id: 'recovery-codes',
    title: 'Recovery codes seen or used',
    why: 'Recovery codes bypass single sign-on.',
    test: byAction(/recovery_codes?_(used|failed|viewed|downloaded|printed|generated)|^user\.two_factor_recover$/),
  },
  {
    id: 'runner-or-workflow',
    title: 'Runner or workflow secret changed',
    why: 'Runners and workflow secrets hold the keys to what is deployed.',
    test: byAction(
      /\.(register_self_hosted_runner|configure_self_hosted_jit_runner)$|_actions_secret$|set_default_workflow_permissions$|set_fork_pr_workflows_policy$|actions_policy_violation$/,
    ),
  },
  {
    id: 'hook-changed',
    title: 'Webhook created or redirected',
    why: 'A webhook sends events to an address outside of GitHub.',
    test: byAction(/^hook\.(create|config_changed|events_changed)$/),
  },
  {
    id: 'refused',
    title: 'Refused pushes and failed sign-ins',
    why: 'Somebody tried something that was not allowed.',
    test: byAction(
      /^protected_branch\.rejected_ref_update$|^user\.(failed_login|two_factor_challenge_failure|device_verification_failure)$/,
    ),
  },
  {
    id: 'person-removed',
    title: 'Member removed or blocked',
    why: 'People lost access.',
    test: byAction(/^(org|business)\.(remove_member|remove_admin|block_user)$/),
  },
  {
    id: 'mass-clone',
    title: 'Many repositories cloned by one actor',
    why: 'At least 20 repositories within one hour.',
  },
  {
    id: 'mass-delete',
    title: 'Many deletions by one actor',
    why: 'At least 5 repositories, branches of protection or teams within one hour.',
  },
  {
    id: 'new-country',
    title: 'First seen country of an actor',
    why: 'In this report, the actor was in another country before.',
  },
];
