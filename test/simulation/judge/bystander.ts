/** Watches a run of another branch: what it delivers and saves is no business of the stream, as long as nothing leaks. */
import type { Onlooker } from '../onlooker.ts';
import { checkLeft } from './leaks.ts';

const ignore = (): void => {};

export const BYSTANDER: Onlooker = {
  delivered: ignore,
  stored: ignore,
  linked: ignore,
  served: ignore,
  listed: ignore,
  committed: ignore,
  requested: ignore,
  shown: ignore,
  left: checkLeft,
};
