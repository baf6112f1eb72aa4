/**
 * Which GitHub an API root belongs to, and what its web pages are called: only for advice to users. Data residency is a
 * cloud product in spite of its own host name.
 * https://docs.github.com/en/enterprise-cloud@latest/admin/data-residency/about-github-enterprise-cloud-with-data-residency
 */
export interface Host {
  readonly kind: 'github.com' | 'data-residency' | 'server';
  /** Scheme, host and port of the web pages. */
  readonly webOrigin: string;
  /** False for a server whose root lacks the `/api/v3` that every one of them has. */
  readonly rootLooksRight: boolean;
}

/** @param apiUrl an absolute URL, checked when the inputs were */
export function describeHost(apiUrl: string): Host {
  const url = new URL(apiUrl);
  if (url.hostname === 'api.github.com') {
    return { kind: 'github.com', webOrigin: 'https://github.com', rootLooksRight: true };
  }
  if (/^api\.[^.]+\.ghe\.com$/.test(url.hostname)) {
    const web = url.hostname.slice('api.'.length);
    return { kind: 'data-residency', webOrigin: `https://${web}`, rootLooksRight: true };
  }
  return { kind: 'server', webOrigin: url.origin, rootLooksRight: /^\/api\/v3\/?$/.test(url.pathname) };
}
