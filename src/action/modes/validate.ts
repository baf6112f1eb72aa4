/**
 * `validate`: whether a run could begin with these inputs, and what it would do. No request is made, not even for a
 * name.
 */

import type { Moment, Settings } from '../../model/settings.ts';
import type { Fact } from '../../position/inspect.ts';
import { systemClock } from '../../runtime/clock.ts';
import { systemHttp } from '../../runtime/http.ts';
import { checkCertificates } from '../../runtime/network.ts';
import { systemRandom } from '../../runtime/random.ts';
import { archiveOf, renderFor } from '../compose.ts';
import { connectSink } from '../connect-sink.ts';
import { renderDuration } from '../inputs/parse-values.ts';
import { checkPlace, type Situation } from '../place.ts';
import type { Outcome } from '../report/statement.ts';

/** The inputs themselves were checked when they were read; here are the checks that need the parts put together. */
export async function validate(situation: Situation): Promise<Outcome> {
  const { settings, environment, log, end, hide } = situation;
  checkPlace(settings, environment);
  if (settings.caCertificates !== undefined) checkCertificates(settings.caCertificates);
  const { sink } = settings;
  const render = await renderFor(settings);
  await archiveOf(situation, render);
  if (sink !== undefined) {
    const world = { http: systemHttp, clock: systemClock, random: systemRandom, log, render, endsAt: end.at, hide };
    connectSink({ ...settings, sink }, environment, world);
  }
  return {
    statement: {
      mark: '✅',
      headline: 'The inputs are valid',
      sentences: ['No request was made. Use `mode: test` to check whether the token can read the audit log.'],
      facts: factsOf(settings),
    },
    outputs: {},
    error: undefined,
  };
}

function factsOf(settings: Settings): readonly Fact[] {
  const { target, feeds, api, phrase, since, until, position, limits, output, sink, archive } = settings;
  return [
    ['Would read', `${feeds.join(' and ')} events of ${target.kind} ${target.name}, from ${api.url}`],
    ['Only those that match', phrase === '' ? 'everything' : phrase],
    ['A first run, or a pull, begins', sayMoment(since)],
    ['A pull ends', until === undefined ? 'now' : sayMoment(until)],
    ['Position kept in', position.stateDir ?? 'the Actions cache and artifacts of this repository'],
    ['Every run reads again', `${renderDuration(position.overlapMs)} behind the newest event`],
    [
      'A deep sweep reads again',
      `${renderDuration(position.reconcileWindowMs)}, every ${renderDuration(position.reconcileEveryMs)}`,
    ],
    ['Limits of a run', `${limits.maxPages} pages and ${renderDuration(limits.maxDurationMs)}`],
    ['Files go to', output.dir],
    ['Artifacts', output.artifact ? `named ${output.artifactName}-…` : 'none'],
    ['Format', output.format],
    ['Sink', sink === undefined ? 'none' : `${sink.preset}, each event acknowledged`],
    ['Archive', archive === undefined ? 'none' : archive.url],
  ];
}

function sayMoment(moment: Moment): string {
  return moment.kind === 'instant' ? new Date(moment.at).toISOString() : `${renderDuration(moment.ms)} before now`;
}
