import { onTestFinished } from 'vitest';
import { type Queryable, rows } from '../../../db/pool.ts';
import { type Service, startService, workerIsReady } from '../../../dev/service.ts';
import { openRun } from '../../../dev/supervise.ts';
import { bootstrap } from '../../../worker/bootstrap.ts';
import { testFolder } from '../../support/folder.ts';
import { testSettings } from '../../support/stack.ts';
import { type House, openHouse } from './house.ts';

/** A worker process of its own, as in production, and a house from which people act. */
export async function besideProcess(): Promise<{ house: House; worker: Service; another(): Promise<Service> }> {
  const settings = await testSettings();
  const run = await openRun(testFolder());
  onTestFinished(() => run.close());
  await bootstrap(settings);
  const [house, worker] = await Promise.all([
    openHouse({ settings, worker: false }),
    startService(run, 'worker', settings, workerIsReady),
  ]);
  onTestFinished(() => house.stop());
  return { house, worker, another: () => startService(run, 'worker', settings, workerIsReady, 'worker-2') };
}

/** How many transactions of this database wait for a lock. */
export async function waiting(db: Queryable): Promise<number> {
  const ungranted = `select pid from pg_locks join pg_stat_activity using (pid)
    where not granted and datname = current_database()`;
  return (await rows(db, ungranted)).length;
}
