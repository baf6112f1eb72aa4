/** What a schema accepts as an address: checked, because one bad value makes some receivers refuse the whole event. */
import { isIP } from 'node:net';

/** The text if it is an IPv4 or IPv6 address without a zone. */
export function asIp(text: string | undefined): string | undefined {
  return text !== undefined && isIP(text) !== 0 && !text.includes('%') ? text : undefined;
}

const EMAIL = /^[\w.!#$&'*+/=?^`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/;

/** The text if it is an ordinary e-mail address. */
export function asEmail(text: string | undefined): string | undefined {
  return text !== undefined && text.length <= 254 && EMAIL.test(text) ? text : undefined;
}
