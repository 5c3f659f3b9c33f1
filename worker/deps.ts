import type { Client } from '@temporalio/client';
import type { Deps } from '../activities/deps.ts';
import { createClock } from '../db/clock/clock.ts';
import type { Db } from '../db/pool.ts';
import { msToInstant } from '../domain/calendar/instant.ts';
import type { ServiceSettings } from '../domain/env.ts';
import { chinaCalendar } from '../jurisdictions/china/calendars/index.ts';
import type { Registry } from '../jurisdictions/registry.ts';

interface Parts {
  db: Db;
  /** Where a rehearsal's clock is read. Not `db`: it is asked within transactions, and who waits for a connection while holding another waits for ever once all do. */
  clockDb: Db;
  client: Client;
  registry: Registry;
}

/** What the activities work with, from the settings and the connections of a process. */
export function activityDeps(settings: ServiceSettings, { clockDb, ...parts }: Parts): Deps {
  const clock = createClock(clockDb, settings);
  return {
    ...parts,
    calendar: chinaCalendar,
    taskQueue: settings.taskQueue,
    clock: { now: async () => msToInstant(await clock.now()), offset: clock.offset },
    authorityMailDomain: settings.authorityMailDomain,
    asksCertificateRegister: Boolean(settings.certificateRegistryFile ?? settings.certificateRegistryUrl),
  };
}
