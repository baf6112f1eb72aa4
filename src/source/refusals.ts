/**
 * The refusals that GitHub is known to send with status 403, distinguished by their texts, which are matched and never
 * quoted. None of them is a rate limit: waiting fixes nothing. Sources of the texts: public reports of each of them.
 */
import type { ApiResponse } from '../github/api.ts';
import type { Finding } from './finding.ts';

/** The most specific one comes first. */
const REFUSALS: readonly (Finding & { readonly pattern: RegExp })[] = [
  {
    pattern: /saml enforcement/i,
    anchor: 'saml-sso',
    cause: 'the token is not authorized for single sign-on',
    advice:
      'Under Settings > Developer settings > Personal access tokens, choose "Configure SSO" next to the token and authorize it for the organization.',
  },
  {
    pattern: /administrative rules|user-agent header/i,
    anchor: 'user-agent',
    cause: 'the request came without a user agent that it accepts',
    advice: 'Check the `user-agent` input, and whether a proxy on the way removes the header.',
  },
  {
    pattern: /forbids access via a personal access token \(classic\)/i,
    anchor: 'classic-token-forbidden',
    cause: 'its owners forbid classic personal access tokens',
    advice:
      'For an organization, use a fine-grained token or a GitHub App with the organization permission "Administration" (read); or have an owner allow classic tokens.',
  },
  {
    pattern: /forbids access via a|token['’]s lifetime/i,
    anchor: 'token-policy',
    cause: 'its policy does not allow this kind of token or its lifetime',
    advice: 'Have an owner check the policies for personal access tokens, then use a token that they allow.',
  },
  {
    pattern: /ip allow list/i,
    anchor: 'ip-allow-list',
    cause: 'its IP allow list does not contain the address of this runner',
    advice: 'Run the job on a runner with an allowed address, or have an owner add the address to the list.',
  },
  {
    pattern: /not accessible by integration/i,
    anchor: 'github-token',
    cause: 'the token is the GITHUB_TOKEN of a workflow, or of a GitHub App without the permission',
    advice:
      'GITHUB_TOKEN can never read an audit log. Use a personal access token of an owner, or for an organization a GitHub App with the organization permission "Administration" (read).',
  },
  {
    pattern: /not accessible by personal access token/i,
    anchor: 'fine-grained-token',
    cause: 'the fine-grained token lacks the permission',
    advice:
      'For an organization, give it the organization permission "Administration" (read), with the organization as resource owner; an enterprise needs a classic token with read:audit_log.',
  },
  {
    pattern: /must have admin rights|must be an? .{0,40}(?:owner|admin)/i,
    anchor: 'not-an-owner',
    cause: 'the user of the token is not an owner',
    advice: 'Use a token of an organization owner, or for an enterprise of an enterprise owner.',
  },
];

/** The refusal that a 403 is, or `undefined` when it is none of the known ones. */
export function findRefusal(response: ApiResponse): Finding | undefined {
  const sso = response.headers['x-github-sso'] !== undefined;
  const body = response.body.toString();
  return REFUSALS.find(({ anchor, pattern }) => (sso && anchor === 'saml-sso') || pattern.test(body));
}
