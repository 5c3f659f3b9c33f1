import type { Client } from '@temporalio/client';
import type { Db } from '../db/pool.ts';
import type { Instant } from '../domain/calendar/date.ts';
import type { Calendar } from '../domain/calendar/workingDays.ts';
import type { CatalogueEntry } from '../domain/money/catalogue.ts';
import type { Registry } from '../jurisdictions/registry.ts';

/** What activities work with; put together once by the worker. */
export interface Deps {
  db: Db;
  registry: Registry;
  calendar: Calendar;
  client: Client;
  /** The place's training catalogue as the deployment has loaded it; empty where there is none. */
  catalogue: (jurisdiction: string) => readonly CatalogueEntry[];
  /** Business time for acts that are not a claim's; a claim brings its own. */
  clock: { now(): Promise<Instant> };
  /** Mail domain of the authorities' desks: `filing-review@<jurisdiction>.<domain>`. */
  authorityMailDomain: string;
}
