/**
 * The inputs of the sink. Where events go and with which credential is settled before anything is collected: TLS
 * everywhere but on this machine, no password in a URL, and no option that the preset does not know.
 */
import type { Preset } from '../../delivery/http/define-preset.ts';
import { FORMATS } from '../../model/format-name.ts';
import type { SinkSettings } from '../../model/settings.ts';
import type { InputForm } from './input-form.ts';
import { INPUTS, type InputName } from './input-table.ts';
import type { OptionParts } from './option-parts.ts';
import { isLoopback } from './parse-access.ts';
import { readHeaderLines } from './sink-headers.ts';

const OF_A_SINK: readonly InputName[] = [
  'sink-url',
  'sink-token',
  'sink-headers',
  'sink-options',
  'sink-batch-events',
  'sink-batch-bytes',
  'sink-gzip',
];

/** What is sent is described by these; some receivers respond to a wrong one with success and store nothing. */
const OWN_HEADERS = new Set([
  'content-type',
  'content-length',
  'content-encoding',
  'transfer-encoding',
  'connection',
  'host',
]);

/** `undefined` without a sink. */
export function parseSink(form: InputForm, { presetOf, readYaml }: OptionParts): SinkSettings | undefined {
  const name = form.choice('sink', INPUTS.sink.kind);
  if (name === 'none') {
    if (!form.isSound('sink')) return undefined;
    for (const each of OF_A_SINK) {
      if (form.given(each) !== '') form.conflict(each, 'it has no effect without a sink; set `sink`');
    }
    return undefined;
  }
  const preset = presetOf(name);
  const token = form.text('sink-token');
  if (token === '' && !preset.token.optional)
    form.refuse('sink-token', `for \`${name}\` it accepts ${preset.token.is}`);
  const url = parseUrl(form, preset);
  return {
    preset: name,
    url,
    token,
    headers: parseHeaders(form),
    options: parseOptions(form, preset, { token, url, readYaml }),
    batchEvents: form.optional('sink-batch-events', () => form.count('sink-batch-events')),
    batchBytes: form.optional('sink-batch-bytes', () => form.count('sink-batch-bytes')),
    timeoutMs: form.duration('sink-timeout'),
    gzip: form.optional('sink-gzip', () => form.boolean('sink-gzip')),
    onNotAccepted: form.choice('sink-on-not-accepted', INPUTS['sink-on-not-accepted'].kind),
  };
}

function parseUrl(form: InputForm, preset: Preset): string | undefined {
  const text = form.text('sink-url');
  if (text === '') {
    if (preset.needsUrl) form.refuse('sink-url', `for \`${preset.name}\` it accepts the URL of the sink`);
    return undefined;
  }
  if (!form.isSound('sink-url')) return undefined;
  const url = URL.parse(text);
  const mistake = url === null ? 'it accepts a complete URL, with `https://` in front' : describeMistake(url);
  if (mistake !== undefined) form.refuse('sink-url', mistake);
  return text;
}

function describeMistake(url: URL): string | undefined {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'it accepts a URL that begins with `https://`';
  if (url.username !== '' || url.password !== '')
    return 'it accepts no user and no password; they belong in `sink-token`';
  if (url.hash !== '') return 'it accepts no `#…`';
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return 'it accepts `https://`: over plain http anyone on the way can read the events and the token';
  }
  return undefined;
}

function parseHeaders(form: InputForm): Readonly<Record<string, string>> {
  const lines = readHeaderLines(form.text('sink-headers'));
  const headers: Record<string, string> = {};
  for (const [index, line] of lines.entries()) {
    if (line === undefined) form.refuse('sink-headers', `line ${index + 1} is not \`Name: value\``);
    else if (OWN_HEADERS.has(line.name))
      form.refuse('sink-headers', `\`${line.name}\` is set by the action for each request`);
    else if (Object.hasOwn(headers, line.name)) form.refuse('sink-headers', `\`${line.name}\` is set twice`);
    else headers[line.name] = line.value;
  }
  return headers;
}

function parseOptions(
  form: InputForm,
  preset: Preset,
  {
    token,
    url,
    readYaml,
  }: { readonly token: string; readonly url: string | undefined; readonly readYaml: OptionParts['readYaml'] },
): Readonly<Record<string, unknown>> {
  const text = form.text('sink-options');
  if (!form.isSound('sink-options')) return {};
  const options = text === '' ? {} : readYaml(text);
  if (typeof options === 'string') {
    form.refuse('sink-options', options);
    return {};
  }
  const format = FORMATS.find((each) => each === form.given('format')) ?? 'raw';
  const others = { token, format, url: url === undefined ? undefined : (URL.parse(url) ?? undefined) };
  for (const complaint of preset.check(options, others)) form.conflict('sink-options', complaint);
  return options;
}
