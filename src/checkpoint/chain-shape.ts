/** The chain of manifests in a position that comes from outside, checked field by field. */
import { CHAIN_STARTS, type Chain, type Head, type Link, newChain } from '../model/chain.ts';
import { FEEDS } from '../model/feed.ts';
import { parseCount, parseFields, parseList, parseText, parseTs, wrong } from './parse-fields.ts';

/** Positions of earlier releases have none: their deliveries are in no chain. */
export function parseChain(value: unknown): Chain {
  if (value === undefined) return newChain('earlier-release');
  const fields = parseFields(value, 'chain');
  const start = CHAIN_STARTS.find((known) => known === fields['start']);
  if (start === undefined) throw wrong('chain.start');
  return {
    start,
    heads: parseList(fields['heads'], parseHead, 'chain.heads'),
    followed: parseList(fields['followed'], parseLink, 'chain.followed'),
  };
}

function parseHead(value: unknown, path: string): Head {
  const fields = parseFields(value, path);
  const to = parseFields(fields['to'], `${path}.to`);
  return {
    ...parseLink(value, path),
    sha256: parseText(fields['sha256'], /^[0-9a-f]{64}$/, `${path}.sha256`),
    epoch: parseTs(fields['epoch'], `${path}.epoch`),
    to: Object.fromEntries(
      FEEDS.flatMap((name) => (to[name] === undefined ? [] : [[name, parseTs(to[name], `${path}.to.${name}`)]])),
    ),
  };
}

function parseLink(value: unknown, path: string): Link {
  const fields = parseFields(value, path);
  return {
    generation: parseCount(fields['generation'], `${path}.generation`),
    commit: parseText(fields['commit'], /^[\w.-]{1,128}$/, `${path}.commit`),
  };
}
