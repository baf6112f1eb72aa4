/**
 * All subjects by name, loaded one by one, because a library that is missing must not keep the others from running. The slowest
 * to build comes first, so that subjects without a build run at the same time.
 */
import type { Subject } from './subject.ts';

export const SUBJECTS: Readonly<Record<string, () => Promise<Subject>>> = {
  'otel-collector': async () => (await import('./otel-collector.ts')).OTEL_COLLECTOR,
  opensearch: async () => (await import('./opensearch.ts')).OPENSEARCH,
  versitygw: async () => (await import('./archives.ts')).VERSITYGW,
  'fake-gcs-server': async () => (await import('./archives.ts')).FAKE_GCS,
  azurite: async () => (await import('./archives.ts')).AZURITE,
  duckdb: async () => (await import('./duckdb.ts')).DUCKDB,
  sqlglot: async () => (await import('./warehouses.ts')).SQLGLOT,
  reading: async () => (await import('./reading.ts')).READING,
  'reading-pandas': async () => (await import('./reading.ts')).READING_PANDAS,
  webhook: async () => (await import('./webhook.ts')).WEBHOOK,
  standardwebhooks: async () => (await import('./standard-webhooks.ts')).STANDARD_WEBHOOKS,
  clickhouse: async () => (await import('./clickhouse.ts')).CLICKHOUSE,
  nginx: async () => (await import('./nginx.ts')).NGINX,
  squid: async () => (await import('./squid.ts')).SQUID,
  cloudevents: async () => (await import('./cloud-events.ts')).CLOUD_EVENTS,
  'victoria-logs': async () => (await import('./victoria-logs.ts')).VICTORIA_LOGS,
  'otel-file': async () => (await import('./otel-file.ts')).OTEL_FILE,
};
