/**
 * The emulated GitHub under the name of a real one: TLS with a certificate for that name, and a proxy that leads there. The
 * built action is then configured as its users have it, `api-url: https://api.github.com`, and no request leaves this machine.
 */
import { selfSigned } from './certificate.ts';
import type { GitHub } from './github.ts';
import { type Proxy as ForwardProxy, startProxy } from './proxy.ts';
import { startTlsFront } from './tls-front.ts';

export interface ApiHost extends AsyncDisposable {
  /** `https://127.0.0.1:port`: the same, without the proxy. */
  readonly url: string;
  /** What a client has to trust. */
  readonly cert: string;
  /** The variables of a runner that reaches the internet through the proxy. */
  readonly env: Readonly<Record<string, string>>;
  readonly proxy: ForwardProxy;
}

/** Serves `github` as `name`, and as `others`, until it is disposed of. */
export async function startApiHost(
  github: GitHub,
  name = 'api.github.com',
  ...others: readonly string[]
): Promise<ApiHost> {
  const names = [name, ...others];
  const tls = selfSigned(...names);
  const front = await startTlsFront(github.apiUrl, tls);
  const proxy = await startProxy(Object.fromEntries(names.map((one) => [`${one}:443`, new URL(front.url).host])));
  return {
    url: front.url,
    cert: tls.cert,
    env: { HTTPS_PROXY: proxy.url },
    proxy,
    async [Symbol.asyncDispose]() {
      await proxy[Symbol.asyncDispose]();
      await front[Symbol.asyncDispose]();
    },
  };
}
