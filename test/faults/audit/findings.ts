import type { Client } from '@temporalio/client';
import type { Db } from '../../../db/pool.ts';
import type { BankJournal } from '../people/bank.ts';
import type { Case } from '../people/case.ts';
import type { Office } from '../people/office.ts';
import type { Town } from '../town.ts';

/** What the end of a run is judged by. */
export interface Evidence {
  town: Town;
  office: Office;
  client: Client;
  db: Db;
  cases: readonly Case[];
  bank: BankJournal;
  /** How often a process has been killed or stopped, or has ended by itself, so far. */
  deaths(): number;
}

/** Looks for one kind of fault of the system. Answers what it found, in words; nothing is good. */
export type Check = (evidence: Evidence) => Promise<string[]>;

export const named = ({ plan, id }: Case) => `claim ${plan.no} (${id}, ${plan.place.slug}, ${plan.course})`;
