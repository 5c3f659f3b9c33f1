import { fileURLToPath } from 'node:url';
import type { Connection } from '@temporalio/client';
import { startClock } from '../db/clock/rehearsal-clock.ts';
import { databaseFault } from '../db/fault.ts';
import { createPool } from '../db/pool.ts';
import { readSettings, type ServiceSettings, withServices } from '../domain/env.ts';
import { runMain, StartFailure } from '../domain/failure.ts';
import { openRegistry } from '../jurisdictions/open.ts';
import { connectClient, demandNamespace } from './connection.ts';
import { ensureSearchAttributes, eventually, isUnknownAttribute } from './namespace.ts';
import { ensureSchedules } from './schedules.ts';

/**
 * What a deployment needs besides its tables: search attributes, the Schedules of the batches as the rules are now, and in rehearsal the
 * clock. Run after the migrations and again with every new version of the rules; repeating is harmless.
 * @throws StartFailure when Temporal, its namespace or the database is not there, or search attributes are missing that we may not register.
 */
export async function bootstrap(settings: ServiceSettings): Promise<void> {
  const { mode, taskQueue, temporalNamespace, rehearsalStart } = settings;
  const registry = await openRegistry(settings);
  const client = await connectClient(settings);
  const db = createPool(settings.databaseUrl, 1);
  try {
    await demandNamespace(client, settings);
    await ensureSearchAttributes(client.connection as Connection, temporalNamespace);
    await eventually(() => ensureSchedules({ client, registry, mode, taskQueue }), isUnknownAttribute);
    if (mode === 'rehearsal') {
      await startClock(db, rehearsalStart, Date.now()).catch((error: unknown) => {
        throw new StartFailure(databaseFault(error, settings.databaseUrl, 'DATABASE_URL'), { cause: error });
      });
    }
  } finally {
    await Promise.all([db.end(), client.connection.close()]);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runMain(async () => {
    await bootstrap(withServices(readSettings(process.env)));
    console.log('search attributes, schedules and clock are in place');
  });
}
