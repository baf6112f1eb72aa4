/**
 * The inputs that set what a run reports about itself. What is secret in the address of the heartbeat goes over TLS or
 * stays on this machine.
 */
import type { Settings } from '../../model/settings.ts';
import type { InputForm } from './input-form.ts';
import { isLoopback } from './parse-access.ts';

export function parseReporting(form: InputForm): Settings['reporting'] {
  return {
    summaryActions: form.boolean('summary-actions'),
    report: form.boolean('report'),
    heartbeatUrl: form.optional('heartbeat-url', () => parseHeartbeatUrl(form)),
  };
}

function parseHeartbeatUrl(form: InputForm): string {
  const text = form.text('heartbeat-url');
  if (!form.isSound('heartbeat-url')) return text;
  const url = URL.parse(text);
  const mistake = url === null ? 'it accepts a complete URL, with `https://` in front' : describeMistake(url);
  if (mistake !== undefined) form.refuse('heartbeat-url', mistake);
  return text;
}

function describeMistake(url: URL): string | undefined {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'it accepts a URL that begins with `https://`';
  if (url.username !== '' || url.password !== '') return 'it accepts no user and no password';
  if (url.hash !== '') return 'it accepts no `#…`';
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return 'it accepts `https://`: over plain http anyone on the way can read it, and call it in place of the runs';
  }
  return undefined;
}
