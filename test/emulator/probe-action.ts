/**
 * A small action for the emulator's own tests: it does the steps in `PROBE_STEPS` with GitHub's real clients and leaves what
 * each of them gave as the output `results`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import './real-undici.ts';
import * as core from '@actions/core';

/** What the probe can do. */
export type Step =
  | readonly ['restore', key: string, restoreKeys?: readonly string[]]
  | readonly ['lookup', key: string]
  | readonly ['save', key: string, content: string]
  | readonly ['upload', name: string, files: Readonly<Record<string, string>>]
  | readonly ['list']
  | readonly ['download', id: number, ofRun?: number]
  | readonly ['say', text: string]
  | readonly ['env']
  | readonly ['fetch', path: string]
  | readonly ['sleep', ms: number];

async function perform(step: Step): Promise<unknown> {
  switch (step[0]) {
    case 'restore': {
      const cache = await import('@actions/cache');
      const key = await cache.restoreCache(['state'], step[1], [...(step[2] ?? [])]);
      return key === undefined ? null : { key, content: readFileSync('state/content', 'utf8') };
    }
    case 'lookup': {
      const cache = await import('@actions/cache');
      return (await cache.restoreCache(['state'], step[1], [], { lookupOnly: true })) ?? null;
    }
    case 'save': {
      const cache = await import('@actions/cache');
      mkdirSync('state', { recursive: true });
      writeFileSync('state/content', step[2]);
      return cache.saveCache(['state'], step[1]);
    }
    case 'upload': {
      const { DefaultArtifactClient } = await import('@actions/artifact');
      for (const [name, content] of Object.entries(step[2])) writeFileSync(name, content);
      return new DefaultArtifactClient().uploadArtifact(step[1], Object.keys(step[2]), '.', { retentionDays: 7 });
    }
    case 'list': {
      const { DefaultArtifactClient } = await import('@actions/artifact');
      const { artifacts } = await new DefaultArtifactClient().listArtifacts();
      return artifacts.map(({ name }) => name);
    }
    case 'download': {
      const { DefaultArtifactClient } = await import('@actions/artifact');
      const [owner = '', name = ''] = (process.env['GITHUB_REPOSITORY'] ?? '').split('/');
      const token = core.getInput('github-token');
      const run = { token, workflowRunId: step[2] ?? 0, repositoryOwner: owner, repositoryName: name };
      const options = { path: 'download', ...(step[2] === undefined ? {} : { findBy: run }) };
      const found = await new DefaultArtifactClient().downloadArtifact(step[1], options);
      return { ...found, content: readFileSync('download/events.ndjson', 'utf8') };
    }
    case 'say':
      process.stdout.write(`${step[1]}\n`);
      return null;
    case 'env':
      return process.env;
    case 'fetch':
      return (
        await fetch(`${process.env['GITHUB_API_URL']}${step[1]}`, {
          headers: { authorization: `Bearer ${core.getInput('token')}` },
        })
      ).status;
    case 'sleep':
      return new Promise((resolve) => setTimeout(resolve, step[1], null));
  }
}

const results: unknown[] = [];
for (const step of JSON.parse(process.env['PROBE_STEPS'] ?? '[]') as readonly Step[]) {
  results.push(await perform(step).catch((error: unknown) => ({ error: String(error) })));
}
core.setOutput('results', JSON.stringify(results, null, 1));
await core.summary.addRaw(`${results.length} steps`).write();
