import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { createDatabase } from '../../db/cluster.ts';
import type { Mail } from '../../dev/mailbox/store.ts';
import { createNamespace } from '../../dev/temporal/namespace.ts';
import { readSettings, type ServiceSettings, withServices } from '../../domain/env.ts';
import { type SharedServers, TEMPLATE_DATABASE } from './servers.ts';
import { testIndexKey, testKeys } from './vault.ts';

/** Addresses of the servers that this test run shares. They answer when a test begins, or the run has failed before. */
export function sharedServers(): SharedServers {
  return inject('servers');
}

export interface TestDatabase {
  name: string;
  /** Role `app`, as the application runs. */
  databaseUrl: string;
  /** Role `migrator`, which owns the tables. */
  migrationDatabaseUrl: string;
}

/** A database of one's own with all migrations done: 0.1 s, since it is a copy. */
export async function testDatabase({ adminUrl } = sharedServers()): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await createDatabase(adminUrl, name, TEMPLATE_DATABASE);
  const as = (role: string) => Object.assign(new URL(adminUrl), { username: role, pathname: `/${name}` }).href;
  return { name, databaseUrl: as('app'), migrationDatabaseUrl: as('migrator') };
}

/** A namespace of one's own on the shared Temporal server, with the search attributes. */
export async function testNamespace({ temporalAddress } = sharedServers()): Promise<string> {
  const namespace = `test-${randomBytes(6).toString('hex')}`;
  await createNamespace(temporalAddress, namespace);
  return namespace;
}

/** Settings of a rehearsal with a database and a namespace of its own on the shared servers. `env` replaces single settings. */
export async function testSettings(
  env: Record<string, string> = {},
  servers = sharedServers(),
): Promise<ServiceSettings> {
  const [{ databaseUrl, migrationDatabaseUrl }, namespace] = await Promise.all([
    testDatabase(servers),
    testNamespace(servers),
  ]);
  const { temporalAddress, temporalUiUrl, smtpUrl, workflowBundle } = servers;
  return withServices(
    readSettings({
      MODE: 'rehearsal',
      DATABASE_URL: databaseUrl,
      MIGRATION_DATABASE_URL: migrationDatabaseUrl,
      TEMPORAL_ADDRESS: temporalAddress,
      TEMPORAL_NAMESPACE: namespace,
      TEMPORAL_UI_URL: temporalUiUrl,
      SMTP_URL: smtpUrl,
      LOG_LEVEL: 'warn',
      WORKFLOW_BUNDLE: workflowBundle,
      PERSONAL_KEYS: testKeys,
      PERSON_INDEX_KEY: testIndexKey,
      ...env,
    }),
  );
}

/** The database that an address of whatever role leads to, for the role whom nothing there binds. */
export function adminUrlOf(databaseUrl: string): string {
  const { pathname } = new URL(databaseUrl);
  return Object.assign(new URL(sharedServers().adminUrl), { pathname }).href;
}

/** Mails delivered to an address of the shared mailbox, the latest first. Other tests write there too: use addresses of your own. */
export async function mailsTo(recipient: string): Promise<Mail[]> {
  const answer = await fetch(`${sharedServers().mailboxUrl}/mails.json`);
  const mails = (await answer.json()) as Mail[];
  return mails.filter((mail) => mail.recipients.includes(recipient));
}
