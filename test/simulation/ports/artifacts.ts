/** Artifacts: an upload is there whole or not at all; what the caller hears is another matter. */
import { relative } from 'node:path';
import { parseArtifactName } from '../../../src/checkpoint/artifact-name.ts';
import type { ArtifactClient } from '../../../src/github/artifact-client.ts';
import { Violation } from '../judge/verdict.ts';
import type { Onlooker } from '../onlooker.ts';
import { networkError, type Process, type Verdict } from '../process.ts';
import { MAIN, type Storage, type StoredArtifact } from '../storage.ts';

export interface ArtifactParts {
  readonly storage: Storage;
  readonly onlooker: Onlooker;
  /** The files of this run. */
  readonly files: { peek(path: string): Uint8Array | undefined };
}

export function simulateArtifacts(process: Process, { storage, onlooker, files }: ArtifactParts): ArtifactClient {
  return {
    upload(name, root, paths) {
      const contents = new Map(paths.map((path) => [relative(root, path), files.peek(path)] as const));
      const ms = process.chance.int(300, 2_500);
      return process.call('an upload', { ms, verdict: verdictOfUpload(process) }, () => {
        if (!/^[\w.-]+$/.test(name)) throw new Violation('I0', 'an artifact name that GitHub refuses');
        if (storage.artifacts.some((artifact) => artifact.name === name && artifact.run === process.id))
          throw new Violation('I0', 'an artifact name was used twice');
        const present = new Map([...contents].map(([file, content]) => [file, demand(file, content)]));
        const artifact = keep(name, present);
        process.say(() => `uploaded ${name}`);
        return { id: artifact.id, sizeBytes: 100, digest: 'sha256' };
      });
    },

    find(name) {
      return process.call('a look for an artifact', { ms: process.chance.int(50, 500) }, () => {
        if (process.strikes('find-fails')) {
          if (process.chance.hit(0.5)) return undefined;
          throw networkError();
        }
        const artifact = storage.artifacts.find((candidate) => candidate.name === name && candidate.run === process.id);
        return artifact === undefined ? undefined : { id: artifact.id, sizeBytes: 100 };
      });
    },
  };

  function keep(name: string, contents: ReadonlyMap<string, Uint8Array>): StoredArtifact {
    const { now } = process.surroundings.timeline;
    const listedFrom = process.strikes('artifacts-listed-late') ? now + process.chance.int(1_000, 600_000) : now;
    const artifact: StoredArtifact = {
      kind: 'artifact',
      id: storage.newId(),
      name,
      says: process.branch === MAIN ? parseArtifactName(name) : undefined,
      run: process.id,
      files: contents,
      createdAt: now,
      listedFrom,
      expired: false,
    };
    storage.artifacts.push(artifact);
    const text = (file: string) => Buffer.from(contents.get(file) ?? []).toString('utf8');
    for (const [file] of contents)
      onlooker.left(process, { where: `artifact ${file}`, text: text(file), mayHoldEvents: file.endsWith('.ndjson') });
    onlooker.delivered(process, { events: text('events.ndjson'), deadLetters: text('dead-letters.ndjson') });
    const checkpoint = contents.get('checkpoint.json');
    const manifest = contents.get('manifest.json');
    if (manifest !== undefined && checkpoint !== undefined)
      onlooker.linked(process, { manifest, position: checkpoint });
    if (checkpoint !== undefined) onlooker.stored(process, { id: artifact.id, bytes: checkpoint, where: 'artifact' });
    return artifact;
  }
}

function demand(file: string, content: Uint8Array | undefined): Uint8Array {
  if (content === undefined) throw new Violation('I0', `an upload names a file that is not there: ${file}`);
  return content;
}

function verdictOfUpload(process: Process): Verdict {
  if (process.strikes('upload-hangs')) return 'hangs';
  if (process.strikes('upload-fails')) return 'fails-before';
  return process.strikes('upload-answer-lost') ? 'fails-after' : 'works';
}
