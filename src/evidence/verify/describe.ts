/** Deliveries in words: by what a person finds them again. */
import type { Delivery } from '../deliveries/find-deliveries.ts';
import type { Parent } from '../manifest.ts';

export function describeDelivery({ manifest }: Delivery): string {
  const { generation, commit, createdAt } = manifest;
  return generation === null
    ? `pull ${commit} of ${createdAt}`
    : `generation ${generation}, commit ${commit} of ${createdAt}`;
}

/** A commit is named `run.attempt.token`, so the run that has the artifact is known. */
export function describeParent({ generation, commit, sha256 }: Parent): string {
  return `generation ${generation}, commit ${commit}, SHA-256 ${sha256}`;
}

export function runOf(commit: string): string | undefined {
  return /^(\d+)\.\d+\./.exec(commit)?.[1];
}
