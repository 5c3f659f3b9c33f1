import type { Client } from '@temporalio/client';
import type { Db } from '../db/pool.ts';
import type { Instant } from '../domain/calendar/date.ts';
import type { Calendar } from '../domain/calendar/workingDays.ts';
import type { Registry } from '../jurisdictions/registry.ts';

/** What activities work with; put together once by the worker. */
export interface Deps {
  db: Db;
  registry: Registry;
  calendar: Calendar;
  client: Client;
  /** On which all workflows run. */
  taskQueue: string;
  /** Business time for acts that are not a claim's; a claim brings its own. */
  clock: {
    now(): Promise<Instant>;
    /** Business time minus real time, milliseconds: what a workflow that begins now pins. */
    offset(): Promise<number>;
  };
  /** Mail domain of the authorities' desks: `filing-review@<jurisdiction>.<domain>`. */
  authorityMailDomain: string;
  /** A register of certificates is configured: the worker asks it about every certificate. */
  asksCertificateRegister?: boolean;
}
