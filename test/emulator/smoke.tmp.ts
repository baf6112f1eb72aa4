import { startGitHub } from './github.ts';
import { populate } from './events.ts';
import { runAction } from './runner.ts';
import { deliveredEvents, compareEvents } from './delivered.ts';
import { writeFileSync } from 'node:fs';
writeFileSync('/work/main/test/emulator/entry.tmp.ts', `
import * as cache from '@actions/cache';
import { DefaultArtifactClient } from '@actions/artifact';
import * as core from '@actions/core';
import { Octokit } from '@octokit/rest';
import { mkdirSync, writeFileSync } from 'node:fs';
const o = new Octokit({ auth: process.env['INPUT_TOKEN'], baseUrl: process.env['GITHUB_API_URL'] });
const lines: string[] = [];
let after = '';
for (;;) {
  const r = await o.request('GET /orgs/{org}/audit-log', { org: 'octo-org', include: 'all', order: 'asc', per_page: 100, after, request: { parseSuccessResponseBody: false } });
  const t = await new Response(r.data as unknown as ReadableStream).text();
  lines.push(t);
  const m = /after=([^&>]*)[^>]*>; rel="next"/.exec(r.headers.link ?? '');
  if (!m) break;
  after = decodeURIComponent(m[1]!);
}
mkdirSync('state'); writeFileSync('state/x.json', '{}');
core.setOutput('pages', lines.length); core.setOutput('multi', 'a\\nb');
const hit = await cache.restoreCache(['state'], 'k-9', ['k-']);
core.info('restored ' + hit);
const id = await cache.saveCache(['state'], 'k-' + process.env['GITHUB_RUN_ID']);
core.info('saved ' + id);
core.info('look ' + await cache.restoreCache(['state'], 'k-' + process.env['GITHUB_RUN_ID'], [], { lookupOnly: true }));
const a = new DefaultArtifactClient();
writeFileSync('events.ndjson', lines.map((l) => l).join('\\n') + '\\n');
const up = await a.uploadArtifact('audit-log-1', ['events.ndjson'], '.');
core.info(JSON.stringify(up));
core.info(JSON.stringify(await a.listArtifacts()));
core.info(JSON.stringify(await a.downloadArtifact(up.id!, { path: 'down' })));
core.info(JSON.stringify(await a.downloadArtifact(up.id!, { path: 'down2', findBy: { token: process.env['INPUT_GITHUB-TOKEN']!, workflowRunId: Number(process.env['GITHUB_RUN_ID']), repositoryOwner: 'octo-org', repositoryName: 'audit' } })));
await core.summary.addRaw('hello').write();
core.setSecret('abc'); core.warning('careful', { title: 'T, x' });
`);
const github = await startGitHub();
populate(github.log, { seed: 1, count: 1000, from: github.clock.now() - 3600_000, until: github.clock.now(), oldGitShare: 0.1 });
for (let i = 0; i < 2; i++) {
  const r = await runAction({ github, entry: '/work/main/test/emulator/entry.tmp.ts', inputs: { 'github-token': github.githubToken } });
  console.log(r.exitCode, r.durationMs, r.peakMemoryBytes, r.outputs, r.annotations, r.masks, r.summary, r.stdout, r.stderr, r.requests.length, github.requests.length);
  console.log(github.requests.map((q) => q.label + ' ' + q.status).join('\n'));
  github.requests.length = 0;
}
const k = await runAction({ github, entry: '/work/main/test/emulator/entry.tmp.ts', kill: { on: 'cache.finalize', moment: 'after' } });
console.log(k.exitCode, k.signal, k.durationMs, k.stdout, github.caches.entries.map((e) => [e.key, e.finalized]));
await github.close();
