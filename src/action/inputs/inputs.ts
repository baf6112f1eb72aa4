/**
 * From the texts of the inputs to `Settings`, or to one error that names every problem. Pure: what the environment adds
 * (folders, the API that the workflow runs on) is a parameter. Nothing wrong is replaced by a default.
 */
import { isAbsolute, resolve } from 'node:path';
import { CLOUD_RETENTION_MS, type FeedName } from '../../model/feed.ts';
import type { Mode } from '../../model/mode.ts';
import type { ResilienceSettings, Settings } from '../../model/settings.ts';
import { InputForm } from './input-form.ts';
import { INPUTS, type InputNameOf } from './input-table.ts';
import type { OptionParts } from './option-parts.ts';
import { isServerApi, parseApiUrl } from './parse-access.ts';
import { parseArchive } from './parse-archive.ts';
import { parseCredentials } from './parse-credentials.ts';
import { parsePrivacy } from './parse-privacy.ts';
import { parseRange } from './parse-range.ts';
import { parseRecipients } from './parse-recipients.ts';
import { parseRecording } from './parse-recording.ts';
import { parseReporting } from './parse-reporting.ts';
import { parseSigning } from './parse-signing.ts';
import { parseSink } from './parse-sink.ts';
import { parseTarget } from './parse-target.ts';
import { renderDuration } from './parse-values.ts';
import { createRedactor, readSecrets } from './secrets.ts';

export interface InputContext {
  /** Absolute folder against which relative paths are resolved: the workspace, or the working directory. */
  readonly workspace: string;
  /** Absolute folder for what only has to last as long as the job: RUNNER_TEMP. */
  readonly temp: string;
  /** API root used when `api-url` is empty. */
  readonly apiUrl: string;
  /** What to do about wrong inputs where they are not those of a step. */
  readonly remedy?: string | undefined;
  readonly optionParts: OptionParts;
}

const REMEDY = 'Correct the `with:` of the step. Every input is described in README.md#inputs.';

const FEEDS_OF: Readonly<Record<'web' | 'git' | 'all', readonly FeedName[]>> = {
  web: ['web'],
  git: ['git'],
  all: ['web', 'git'],
};

/** Modes of which there can be a recording, or that check the inputs of one. */
const RECORDED: readonly Mode[] = ['collect', 'pull', 'validate'];

/** How long before GitHub deletes an event the deep sweep has to be done, because schedules are late by hours. */
const RETENTION_MARGIN_MS = 86_400_000;

/**
 * Reads every input through `read`, which returns '' for one that is not given.
 * @throws InputError with every problem in its message and no secret in it.
 */
export function parseInputs(read: (name: string) => string, context: InputContext): Settings {
  const form = new InputForm(read, createRedactor(readSecrets(read)));
  form.refuseMisplacedSecrets();
  const outputDir = parsePath(form, 'output-dir', context) ?? resolve(context.temp, 'audit-log');
  const recording = parseRecording(form, {
    recordDir: parsePath(form, 'record-dir', context),
    replayDir: parsePath(form, 'replay-dir', context),
    outputDir,
  });
  const isReplay = recording?.kind === 'replay';
  const range = parseRange(form);
  if (recording !== undefined && !RECORDED.includes(range.mode)) {
    form.conflict(
      `${recording.kind}-dir`,
      `only \`mode: collect\` and \`mode: pull\` can be recorded, not \`${range.mode}\``,
    );
  }
  const settings: Settings = {
    target: parseTarget(form),
    feeds: FEEDS_OF[form.choice('include', INPUTS.include.kind)],
    ...range,
    credentials: isReplay ? { kind: 'token', token: '' } : parseCredentials(form),
    api: {
      url: parseApiUrl(form, context.apiUrl),
      version: form.text('api-version'),
      userAgent: form.text('user-agent'),
    },
    githubToken: form.text('github-token'),
    limits: parseLimits(form),
    resilience: parseResilience(form),
    position: parsePosition(form, context),
    output: {
      dir: outputDir,
      artifact: form.boolean('artifact') && !isReplay,
      artifactName: form.text('artifact-name'),
      retentionDays: form.optional('retention-days', () => form.count('retention-days')),
      format: form.choice('format', INPUTS.format.kind),
      compression: form.choice('compression', INPUTS.compression.kind),
    },
    encryptTo: parseRecipients(form),
    signing: parseSigning(form),
    privacy: parsePrivacy(form, form.text('dedupe-id')),
    allowPublicRepository: form.boolean('allow-public-repository'),
    caCertificates: form.optional('ca-certificates', () => form.text('ca-certificates')),
    reporting: parseReporting(form),
    sink: parseSink(form, context.optionParts),
    archive: parseArchive(form, context.optionParts),
    recording,
  };
  if (!isServerApi(settings.api.url)) checkRetention(form, settings);
  form.throwProblems(context.remedy ?? REMEDY);
  return settings;
}

function parseLimits(form: InputForm): Settings['limits'] {
  const limits = {
    perPage: form.count('per-page'),
    maxPages: form.count('max-pages'),
    maxDurationMs: form.duration('max-duration'),
    pageDelayMs: form.duration('page-delay'),
    jitterMs: form.duration('jitter'),
    rateLimitReserve: form.count('rate-limit-reserve'),
  };
  if (form.isSound('jitter', 'max-duration') && limits.jitterMs >= limits.maxDurationMs) {
    form.conflict('jitter', 'it is not shorter than `max-duration`, so that a run can end before its first request');
  }
  if (form.isSound('page-delay', 'max-duration') && limits.pageDelayMs >= limits.maxDurationMs) {
    form.conflict('page-delay', 'it is not shorter than `max-duration`, so that a run ends before its second page');
  }
  return limits;
}

function parseResilience(form: InputForm): ResilienceSettings {
  const retry = {
    attempts: form.count('retry-attempts'),
    initialBackoffMs: form.duration('retry-initial-backoff'),
    maxBackoffMs: form.duration('retry-max-backoff'),
    multiplier: form.decimal('retry-multiplier'),
  };
  const isSound = form.isSound('retry-max-backoff', 'retry-initial-backoff');
  if (isSound && retry.maxBackoffMs < retry.initialBackoffMs) {
    form.conflict('retry-max-backoff', 'it is shorter than `retry-initial-backoff`');
  }
  return {
    requestTimeoutMs: form.duration('request-timeout'),
    retry,
    breaker: {
      failures: form.count('breaker-failures'),
      successes: form.count('breaker-successes'),
      cooldownMs: form.duration('breaker-cooldown'),
    },
  };
}

function parsePosition(form: InputForm, context: InputContext): Settings['position'] {
  const position = {
    stateKey: form.text('state-key'),
    stateDir: parsePath(form, 'state-dir', context),
    file: parsePath(form, 'position-file', context),
    overlapMs: form.duration('overlap'),
    reconcileEveryMs: form.duration('reconcile-every'),
    reconcileWindowMs: form.duration('reconcile-window'),
    dedupeId: form.text('dedupe-id').split('.'),
    dedupeCapacity: form.count('dedupe-capacity'),
    onGap: form.choice('on-gap', INPUTS['on-gap'].kind),
    onColdStart: parseColdStart(form),
    maxLagMs: form.optional('max-lag', () => form.duration('max-lag')),
  };
  if (form.isSound('reconcile-window', 'overlap') && position.reconcileWindowMs < position.overlapMs) {
    form.conflict(
      'reconcile-window',
      'it is shorter than `overlap`, so that a deep sweep would find less than every run does',
    );
  }
  return position;
}

/** With a key, a position that is not found counts as removed by somebody. */
function parseColdStart(form: InputForm): Settings['position']['onColdStart'] {
  const chosen = form.optional('on-cold-start', () => form.choice('on-cold-start', INPUTS['on-cold-start'].kind));
  return chosen ?? (form.value('signing-key') === '' ? 'collect' : 'fail');
}

/** A late event is lost if GitHub deletes it before the deep sweep that would find it, so such settings are refused. */
function checkRetention(form: InputForm, { feeds, position }: Settings): void {
  if (!form.isSound('reconcile-window', 'reconcile-every')) return;
  const reach = position.reconcileWindowMs + position.reconcileEveryMs;
  for (const feed of feeds) {
    const most = CLOUD_RETENTION_MS[feed] - RETENTION_MARGIN_MS;
    if (reach <= most) continue;
    form.conflict(
      'reconcile-window',
      `together with \`reconcile-every\` it is ${renderDuration(reach)}, and must be ${renderDuration(most)} at most: ` +
        `GitHub keeps ${feed} events for ${renderDuration(CLOUD_RETENTION_MS[feed])}, and a late one would expire before a deep sweep reads it`,
    );
    return;
  }
}

function parsePath(form: InputForm, name: InputNameOf<'path'>, context: InputContext): string | undefined {
  const text = form.value(name);
  if (text === '') return undefined;
  const isExpanded = !text.startsWith('~') && !/\$[A-Za-z_{(]|%[A-Za-z_]+%/.test(text);
  if (!isExpanded)
    form.refuse(name, 'which only a shell would expand; it accepts a literal path, or an expression of the workflow');
  else if (/\p{Cc}/u.test(text)) form.refuse(name);
  return isAbsolute(text) ? resolve(text) : resolve(context.workspace, text);
}
