/**
 * Turns a refusal of a GitHub App itself, before it reads any audit log, into what happened, why, and what to do. A
 * refusal for a reason that is not the App's (an IP allow list, a proxy) is reported as for every other request.
 */
import type { ApiResponse } from '../github/api.ts';
import { AccessError } from '../model/errors.ts';
import { type Circumstances, diagnose, nameTarget } from './diagnose.ts';
import { withLink } from './finding.ts';
import { findRefusal } from './refusals.ts';

/** What the App requests: which installation is the target's, or a token of it. */
export type AppStep = 'installation' | 'token';

export function diagnoseApp(step: AppStep, response: ApiResponse, circumstances: Circumstances): AccessError {
  const finding = explain(step, response);
  if (finding === undefined) return diagnose(response, circumstances);
  const { status } = response;
  return new AccessError(
    `GitHub answered ${status} to the GitHub App for ${nameTarget(circumstances.target)}: ${finding.cause}`,
    { hint: withLink(finding.advice, 'github-app') },
  );
}

function explain(step: AppStep, response: ApiResponse) {
  switch (response.status) {
    case 401:
      return {
        cause: 'no App has this id, or the private key is not one of its keys',
        advice:
          'Compare `app-id` with the client id or app id on the settings page of the App, and set a private key of that App in the secret behind `app-private-key`.',
      };
    case 403:
      if (findRefusal(response) !== undefined || !/suspended/i.test(response.body.toString())) return undefined;
      return {
        cause: 'its installation is suspended',
        advice: 'Have an owner of the organization lift the suspension under Settings > GitHub Apps.',
      };
    case 404:
      return step === 'installation'
        ? {
            cause: 'the App is not installed there, or the organization does not exist',
            advice: 'Have an owner install the App on the organization, and check the login.',
          }
        : {
            cause: 'the App has no installation with that id',
            advice: 'Remove `app-installation-id`: the installation is then looked up.',
          };
    default:
      return undefined;
  }
}
