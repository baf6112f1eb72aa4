/**
 * The fields that a report shows, out of a line of a delivery in any format: for pages of files on disk, where the event that GitHub
 * sent is only what the format kept of it.
 */
import type { FormatName } from '../model/format-name.ts';
import { type ReportFields, readFields } from './report-fields.ts';

/** A line that is no JSON of this format has no fields. */
export function fieldsOfLine(line: string, format: FormatName): ReportFields {
  return readFields(rawOf(line, format));
}

function rawOf(line: string, format: FormatName): string {
  if (format === 'raw') return line;
  const value = parse(line);
  switch (format) {
    case 'envelope':
      return JSON.stringify(at(value, 'event') ?? {});
    case 'cloudevents':
      return JSON.stringify(at(value, 'data') ?? {});
    case 'ecs':
      return String(at(value, 'event', 'original') ?? '{}');
    case 'ocsf':
      return JSON.stringify({
        ...(at(value, 'unmapped') as object | undefined),
        action: at(value, 'metadata', 'event_code'),
        actor: at(value, 'actor', 'user', 'name'),
        actor_ip: at(value, 'src_endpoint', 'ip'),
        actor_location: { country_code: at(value, 'src_endpoint', 'location', 'country') },
        repo: at(value, 'resources', '0', 'name') ?? at(value, 'resource', 'name') ?? at(value, 'entity', 'name'),
      });
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function at(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const name of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined;
    found = Reflect.get(found, name);
  }
  return found;
}
