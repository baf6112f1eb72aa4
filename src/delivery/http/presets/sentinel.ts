/**
 * Microsoft Sentinel through the Logs Ingestion API: the events as they are, in an array, to a stream of a data
 * collection rule. The token comes from Entra, for a secret or for GitHub's identity of this job.
 * https://learn.microsoft.com/azure/azure-monitor/logs/logs-ingestion-api-overview
 */
import type { HttpAnswer } from '../../../runtime/http.ts';
import { acknowledgeByStatus, refuse } from '../acknowledge.ts';
import { definePreset } from '../define-preset.ts';
import { EntraTokens } from '../entra-token.ts';
import { text } from '../options.ts';
import type { Outcome } from '../outcome.ts';
import { ARRAY } from '../preset.ts';

const GUID = text('a GUID', /^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/);

export const SENTINEL = definePreset({
  name: 'sentinel',
  token: {
    is: 'the client secret of the application, or nothing to use the identity of the job (`id-token: write`)',
    optional: true,
  },
  options: {
    dcr: {
      kind: text('the immutable id of a data collection rule, `dcr-` and 32 digits', /^dcr-[0-9a-f]{32}$/),
      help: '**Required.** Immutable id of the data collection rule.',
    },
    stream: {
      kind: text('the name of a stream, `Custom-…`', /^(?:Custom|Microsoft)-[\w-]{1,100}$/),
      default: 'Custom-GitHubAuditLogs',
      help: "Stream of the rule. The default is that of Sentinel's own connector.",
    },
    tenant: { kind: GUID, help: '**Required.** Directory (tenant) id.' },
    'client-id': { kind: GUID, help: '**Required.** Application (client) id.' },
    authority: {
      kind: text('an https URL without a path', /^(?:https:\/\/[\w.-]+|http:\/\/127\.0\.0\.1)(?::\d+)?$/),
      default: 'https://login.microsoftonline.com',
      help: 'Where tokens come from; another one in sovereign clouds.',
    },
    scope: {
      kind: text('an https URL', /^https:\/\/[\w./-]+$/),
      default: 'https://monitor.azure.com/.default',
      help: 'What the token is for; another one in sovereign clouds.',
    },
  },
  path: ({ dcr, stream }) => `/dataCollectionRules/${dcr ?? ''}/streams/${stream}?api-version=2023-01-01`,
  check: (options) =>
    (['dcr', 'tenant', 'client-id'] as const)
      .filter((name) => options[name] === undefined)
      .map((name) => `\`${name}\` is missing`),
  protocol(options, { url, token, render, http, clock, idToken, hide }) {
    const authorization = new EntraTokens({
      authority: options.authority,
      tenant: options.tenant ?? '',
      clientId: options['client-id'] ?? '',
      scope: options.scope,
      secret: token === '' ? undefined : token,
      http,
      clock,
      idToken,
      hide,
      hints: {
        noCredential:
          'Set the secret in `sink-token`, or give the job `permissions: id-token: write`; see docs/sinks.md#sentinel.',
        noToken:
          'Check `tenant`, `client-id` and the secret or the federated credential of the application; see docs/sinks.md#sentinel.',
      },
    });
    return {
      url,
      contentType: 'application/json',
      headers: {},
      record: render,
      framing: ARRAY,
      limits: {
        batchEvents: 10_000,
        // 1 MB a call: https://learn.microsoft.com/azure/azure-monitor/service-limits#logs-ingestion-api
        batchBytes: 1_000_000,
        eventBytes: { max: 1_000_000 },
        maxAgeMs: undefined,
        maxFutureMs: undefined,
      },
      gzip: true,
      acknowledge: acknowledgeByStatus,
      refuse: readRefusal,
      authorization,
    };
  },
});

const DOCS = 'see docs/troubleshooting.md#sentinel';

/** https://learn.microsoft.com/azure/azure-monitor/logs/tutorial-logs-ingestion-portal#troubleshooting */
function readRefusal({ status }: HttpAnswer): Outcome | undefined {
  if (status === 403) {
    return refuse(
      'HTTP 403: the application lacks permission to send to this data collection rule',
      `Give it the role Monitoring Metrics Publisher on the rule, which takes effect within 30 minutes; ${DOCS}.`,
    );
  }
  if (status === 404) {
    return refuse(
      'HTTP 404: the rule or the stream does not exist at this endpoint',
      `Check \`dcr\` and \`stream\` in \`sink-options\`, and that \`sink-url\` is the endpoint of that rule; ${DOCS}.`,
    );
  }
  return undefined;
}
