import { fileURLToPath } from 'node:url';
import type { Connection } from '@temporalio/client';
import { startClock } from '../db/clock/rehearsal-clock.ts';
import { createPool } from '../db/pool.ts';
import { readSettings, type ServiceSettings, withServices } from '../domain/env.ts';
import { openRegistry } from '../jurisdictions/open.ts';
import { connectClient } from './connection.ts';
import { ensureSearchAttributes } from './namespace.ts';
import { ensureSchedules } from './schedules.ts';

/**
 * What a deployment needs besides its tables: search attributes, the Schedules of the batches as the rules are now, and in rehearsal the
 * clock. Run after the migrations and again with every new version of the rules; repeating is harmless.
 */
export async function bootstrap(settings: ServiceSettings): Promise<void> {
  const { mode, taskQueue, temporalNamespace, rehearsalStart } = settings;
  const registry = await openRegistry(settings);
  const client = await connectClient(settings);
  const db = createPool(settings.databaseUrl, 1);
  try {
    await ensureSearchAttributes(client.connection as Connection, temporalNamespace);
    await ensureSchedules({ client, registry, mode, taskQueue });
    if (mode === 'rehearsal') await startClock(db, rehearsalStart, Date.now());
  } finally {
    await Promise.all([db.end(), client.connection.close()]);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await bootstrap(withServices(readSettings(process.env)));
  console.log('search attributes, schedules and clock are in place');
}
