/**
 * Which hosts are reached without the proxy: one reading of `NO_PROXY` for the whole run, as generous as the most generous
 * of the usual ones. A suffix counts for the domain itself and for everything below it, however it is written.
 */
import { BlockList, isIP, isIPv6 } from 'node:net';

interface Rule {
  /** `undefined`: every port. */
  readonly port: number | undefined;
  readonly covers: (host: string) => boolean;
  /** The same for a client that knows names and suffixes only; `undefined` where it is about addresses. */
  readonly suffix: string | undefined;
}

export interface NoProxy {
  /** `*`: no host at all is reached through the proxy. */
  readonly all: boolean;
  covers(url: URL): boolean;
  /** The suffixes in it, with the port where one is given. */
  readonly suffixes: readonly { readonly domain: string; readonly port: number | undefined }[];
}

/** `text` lists entries with commas or blanks between them; an entry that is nothing of the kind counts for nothing. */
export function parseNoProxy(text: string): NoProxy {
  const entries = text.toLowerCase().split(/[\s,]+/);
  const rules = entries.flatMap((entry) => parseRule(entry));
  const all = entries.includes('*');
  return {
    all,
    covers(url) {
      const host = bare(url.hostname.toLowerCase());
      const port = portOf(url);
      return all || rules.some((rule) => (rule.port === undefined || rule.port === port) && rule.covers(host));
    },
    suffixes: rules.flatMap(({ suffix, port }) => (suffix === undefined ? [] : [{ domain: suffix, port }])),
  };
}

export function portOf({ port, protocol }: URL): number {
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}

/** `10.0.0.0/8`, `fd00::/8`, `[::1]:8443`, `example.com`, `.example.com`, `*.example.com`, each with or without `:PORT`. */
function parseRule(entry: string): readonly Rule[] {
  const [, range, behind] = /^(\[[^\]]*\](?:\/\d+)?|[^:]*)(?::(\d{1,5}))?$/.exec(entry) ?? [
    undefined,
    entry,
    undefined,
  ];
  const port = behind === undefined ? undefined : Number(behind);
  const [address = '', prefix] = bare(range ?? '').split('/');
  const host = bare(address);
  if (isIP(host) !== 0) return addressRule(host, prefix, port);
  const domain = host.replace(/^\*?\./, '').replace(/\.$/, '');
  if (prefix !== undefined || !/^[\w-]+(\.[\w-]+)*$/.test(domain)) return [];
  return [{ port, suffix: domain, covers: (host) => isIP(host) === 0 && isBelow(host, domain) }];
}

function addressRule(address: string, prefix: string | undefined, port: number | undefined): readonly Rule[] {
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  const bits = prefix === undefined ? undefined : Number(prefix);
  if (bits !== undefined && !(bits <= (family === 'ipv6' ? 128 : 32))) return [];
  const list = new BlockList();
  if (bits === undefined) list.addAddress(address, family);
  else list.addSubnet(address, bits, family);
  const covers = (host: string) => isIP(host) !== 0 && list.check(host, isIPv6(host) ? 'ipv6' : 'ipv4');
  return [{ port, suffix: undefined, covers }];
}

function isBelow(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}

/** Without the brackets of an IPv6 address, and without the dot that ends a complete name. */
function bare(host: string): string {
  return host.replace(/^\[(.*)\]/, '$1').replace(/\.$/, '');
}
