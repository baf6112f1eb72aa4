/**
 * What GitHub's actions mean, as data: one row for an action or a family of them, the first that fits decides. A row
 * says of which OCSF class an action is, which activity of it, and, where the name of the action says so, how it ended.
 * What no row names is of the class of its subject, and its activity follows from its verb: `action-meaning.ts`.
 * Actions:
 * https://docs.github.com/en/enterprise-cloud@latest/admin/monitoring-activity-in-your-enterprise/reviewing-audit-logs-for-your-enterprise/audit-log-events-for-your-enterprise
 */

/** Classes of OCSF 1.8: Authentication 3002, Account Change 3001, Group Management 3006, Entity Management 3004, API Activity 6003. */
export type ActionClass = 'authentication' | 'account' | 'group' | 'entity' | 'api';

export interface ActionRow {
  /** `*` stands for any characters but the last dot. */
  readonly pattern: string;
  readonly class: ActionClass;
  /** A caption of the class, or `verb`: what the verb of the action says. */
  readonly activity: string;
  readonly outcome?: 'success' | 'failure';
}

const rows = (actionClass: ActionClass, activity: string, ...families: readonly string[]): readonly ActionRow[] =>
  families.flatMap((family) => family.split(' ')).map((pattern) => ({ pattern, class: actionClass, activity }));

const ended = (outcome: 'success' | 'failure', found: readonly ActionRow[]): readonly ActionRow[] =>
  found.map((row) => ({ ...row, outcome }));

/** Fields that name whom an action is about, when it has no `user`: only these are about their own actor. */
export const ABOUT_ACTOR =
  /^(user\.(create|recreate|delete|destroy|async_delete|rename|(add|remove)_email|(change|forgot|reset)_password)|passkey\..+|security_key\..+|trusted_device\..+|two_factor_authentication\..+|user\.two_factor_recovery_codes_.+|.+\.recovery_codes_.+)$/;

export const ACTIONS: readonly ActionRow[] = [
  // Signing in and out.
  ...ended(
    'success',
    rows('authentication', 'Logon', 'user.login user.new_device_used user.sign_in_from_* user.two_factor_recover'),
  ),
  ...ended(
    'success',
    rows('authentication', 'Logon', 'user.two_factor_challenge_success user.device_verification_success'),
  ),
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
  ...rows(
    'account',
    'MFA Factor Disable',
    'two_factor_authentication.disabled two_factor_authentication.remove_factor',
  ),
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
  ...rows(
    'group',
    'Remove User',
    'org.remove_billing_manager org.remove_outside_collaborator organization_moderators.remove_user',
  ),
  ...rows(
    'group',
    'Add User',
    'business.add_admin business.add_billing_manager business.add_member business.add_owner business.add_user',
  ),
  ...rows('group', 'Add User', 'business.add_outside_collaborator'),
  ...rows('group', 'Remove User', 'business.remove_admin business.remove_billing_manager business.remove_member'),
  ...rows('group', 'Remove User', 'business.remove_owner business.remove_user business.remove_outside_collaborator'),
  ...rows('group', 'Assign Privileges', 'org.update_member business.update_member'),
  ...rows(
    'group',
    'Assign Privileges',
    'org.add_security_manager org.integration_manager_added business.add_support_entitlee',
  ),
  ...rows(
    'group',
    'Revoke Privileges',
    'org.remove_security_manager org.integration_manager_removed business.remove_support_entitlee',
  ),
  ...rows(
    'group',
    'Assign Privileges',
    'team.add_repository team.update_repository_permission team.promote_maintainer',
  ),
  ...rows('group', 'Revoke Privileges', 'team.remove_repository team.demote_maintainer'),
  ...rows('group', 'Assign Privileges', '*_role.assign *_role.update enterprise_team.copilot_assignment'),
  ...rows('group', 'Revoke Privileges', '*_role.revoke enterprise_team.copilot_unassignment'),
  ...rows('group', 'Add Subgroup', 'organization_moderators.add_team team.add_to_organization external_group.link'),
  ...rows(
    'group',
    'Remove Subgroup',
    'organization_moderators.remove_team team.remove_from_organization external_group.unlink',
  ),
  ...ended('success', rows('group', 'Other', 'external_group.scim_api_success')),
  ...ended('failure', rows('group', 'Other', 'external_group.scim_api_failure')),
  ...rows('group', 'Other', 'team.* enterprise_team.* external_group.*'),

  // Things inside of an organization, an enterprise, a repository: each kind of them in one class.
  ...rows(
    'api',
    'verb',
    '*.*_actions_secret *.*_actions_variable *.*_integration_secret *.*_protection_rule *.*_member',
  ),
  ...rows('api', 'verb', '*.runner_group_* *.register_self_hosted_runner *.remove_self_hosted_runner'),
  ...rows('api', 'Update', '*.self_hosted_runner_*'),
  ...rows('api', 'Create', '*.configure_self_hosted_jit_runner'),
  ...rows('api', 'verb', '*.*_custom_image *.*_custom_image_version org.required_workflow_* *.*_topic *.*_invitation'),
  ...rows('api', 'verb', '*.invite_* *.*block_user *.*_organization *.*_trial personal_access_token.request_*'),
  ...rows(
    'api',
    'Read',
    '*.audit_log_export *.audit_log_git_event_export *.security_center_export_* *.*_download *.download_*',
  ),
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
  ...ended(
    'failure',
    rows('api', 'Update', 'repository_security_configuration.failed business.trial_email_verification_failed'),
  ),
  ...ended(
    'failure',
    rows('api', 'Create', 'org.billing_signup_error org.rate_limited_invites user.creation_rate_limit_exceeded'),
  ),
  ...ended(
    'failure',
    rows('api', 'Create', 'workflows.actions_policy_violation business.proxy_security_header_unsatisfied'),
  ),

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
