/** A sink from its settings: the preset configured, with what only this run knows. */
import { createHttpSink } from '../delivery/http/http-sink.ts';
import type { Protocol } from '../delivery/http/preset.ts';
import { presetOf } from '../delivery/http/registry.ts';
import type { Sink } from '../delivery/http/sink.ts';
import type { Render } from '../format/render.ts';
import { fetchIdToken } from '../github/id-token.ts';
import type { Settings, SinkSettings } from '../model/settings.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Http } from '../runtime/http.ts';
import type { Log } from '../runtime/log.ts';
import type { Random } from '../runtime/random.ts';
import type { Environment } from './inputs/environment.ts';
import { isServerApi } from './inputs/parse-access.ts';

export interface SinkWorld {
  readonly http: Http;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** An event in the configured format. */
  readonly render: Render;
  /** When the run gives up what hangs, by `clock`. */
  readonly endsAt: number;
  /** Keeps a secret that was made on the way out of everything that is printed. */
  readonly hide: (secret: string) => void;
}

export function connectSink(
  settings: Settings & { readonly sink: SinkSettings },
  environment: Pick<Environment, 'idToken'>,
  world: SinkWorld,
): Sink {
  const { sink, api, resilience } = settings;
  const { clock } = world;
  const preset = presetOf(sink.preset);
  const protocol = preset.configure(sink.options, {
    url: preset.resolveUrl(sink.options, { url: sink.url, format: settings.output.format }),
    token: sink.token,
    target: settings.target,
    render: world.render,
    format: settings.output.format,
    isServer: isServerApi(api.url),
    channel: drawGuid(world.random),
    http: world.http,
    clock,
    idToken: idTokenOf(environment, world),
    hide: world.hide,
  });
  return createHttpSink(adjust(protocol, sink), {
    name: preset.name,
    ...world,
    resilience: { ...resilience, requestTimeoutMs: sink.timeoutMs },
    headers: { userAgent: api.userAgent, own: sink.headers },
    deadlineAt: () => world.endsAt,
  });
}

function adjust(protocol: Protocol, { batchEvents, batchBytes, gzip }: SinkSettings): Protocol {
  const { limits } = protocol;
  return {
    ...protocol,
    gzip: gzip ?? protocol.gzip,
    limits: {
      ...limits,
      batchEvents: batchEvents ?? limits.batchEvents,
      batchBytes: batchBytes ?? limits.batchBytes,
    },
  };
}

function idTokenOf({ idToken }: Pick<Environment, 'idToken'>, { http, hide }: SinkWorld) {
  if (idToken === undefined) return undefined;
  return async (audience: string, signal: AbortSignal) => {
    const token = await fetchIdToken(idToken, { http, audience, docs: 'docs/sinks.md#sentinel' }, signal);
    hide(token);
    return token;
  };
}

/** 32 random digits as a GUID of version 4. */
function drawGuid(random: Random): string {
  const digits = Array.from({ length: 4 }, () => random.token()).join('');
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
}
