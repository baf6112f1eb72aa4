/** A cache store over a cache in memory, and entries in it. */
import { type CacheStorePorts, createCacheStore } from '../../../src/checkpoint/actions-cache.ts';
import { encodeCheckpoint } from '../../../src/checkpoint/codec.ts';
import { FakeClock } from '../fake-clock.ts';
import { plainCheckpoint } from './arbitrary-checkpoint.ts';
import { FakeCache, fakeRepository } from './fake-cache.ts';

export const STREAM = '0123456789abcdef01234567';
export const PREFIX = `audit-log-${STREAM}-`;
export const signal = new AbortController().signal;

export const onMain = async () => ['refs/heads/main'] as const;

export function open(repository?: CacheStorePorts['repository'] | 'none') {
  const [cache, clock] = [new FakeCache(), new FakeClock()];
  const listed = fakeRepository({ listCaches: async (scope) => cache.rows(scope) });
  const ports = {
    client: cache,
    clock,
    refs: onMain,
    repository: repository === 'none' ? undefined : (repository ?? listed),
  };
  return { cache, clock, store: createCacheStore(ports) };
}

export const keyOf = (generation: number, token = 'aaaaaaaa') =>
  `${PREFIX}${String(generation).padStart(10, '0')}-7.${generation}.${token}`;
export const put = (cache: FakeCache, generation: number, ref?: string) =>
  cache.put(keyOf(generation), encodeCheckpoint(plainCheckpoint(STREAM, generation)), ref);
