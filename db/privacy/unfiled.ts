import type { Instant } from '../../domain/calendar/date.ts';
import { appendEntries } from '../audit/append.ts';
import { ownEntry } from '../audit/own-entry.ts';
import { dropRosterRows } from '../intake/rosters.ts';
import { type Db, rows, type Tx, transaction } from '../pool.ts';
import { emptyUnnamed, lockPeopleOf } from './unnamed-people.ts';

const mattersOf = [
  'claims',
  'recoveries',
  'payments',
  'payment_returns',
  'fraud_findings',
  'objections',
  'disbursements',
];

/** Which rows (`t`) came in before $1 and belong to nothing. A submission is one of these when its act was never done. */
const unfiled = {
  rosters: 'not exists (select from filed_rosters f where f.roster_id = t.id)',
  files: `t.owner <> '*' and not exists (select from dossier_files f where f.file_id = t.id)`,
  dossiers: mattersOf.map((matter) => `not exists (select from ${matter} m where m.id = t.claim_id)`).join(' and '),
} as const;

type Table = keyof typeof unfiled;
/** Submissions first: they name documents. */
const inTurn: readonly Table[] = ['dossiers', 'rosters', 'files'];

const found = (table: Table) => `select t.id from ${table} t where t.at < $1 and ${unfiled[table]}`;

/**
 * Deletes rosters, documents and submissions that came in before an instant of real time and that no claim was filed with, at most `limit` of each;
 * each has an entry in the audit log. Answers how many it was; none: there are no more.
 */
export async function eraseUnfiled(db: Db, before: Instant, now: Instant, limit: number): Promise<number> {
  let gone = 0;
  for (const table of inTurn) {
    const ids = await rows<{ id: string }>(db, `${found(table)} order by t.at limit $2`, [before, limit]);
    for (const { id } of ids) if (await eraseOne(db, table, id, before, now)) gone += 1;
  }
  return gone;
}

function eraseOne(db: Db, table: Table, id: string, before: Instant, now: Instant): Promise<boolean> {
  return transaction(db, async (tx) => {
    const people = table === 'rosters' ? await forgetRows(tx, id) : [];
    const { rowCount } = await tx.query(`delete from ${table} t where t.at < $1 and ${unfiled[table]} and t.id = $2`, [
      ...[before, id],
    ]);
    // Filed between the two: nothing of it may go.
    if (rowCount === 0 && people.length > 0) throw new Error(`${table}/${id} has been filed meanwhile`);
    // Another worker was here.
    if (rowCount === 0) return false;
    await emptyUnnamed(tx, people);
    const deed = { act: 'erase-unfiled', purpose: 'retention', concerns: [`${table}/${id}`], outcome: 'done' };
    await appendEntries(tx, [ownEntry({ ...deed, businessAt: now, actor: 'system', role: 'system' })]);
    return true;
  });
}

/** Answers whom the roster named. */
async function forgetRows(tx: Tx, rosterId: string): Promise<string[]> {
  const people = await lockPeopleOf(tx, [rosterId]);
  await dropRosterRows(tx, rosterId);
  return people;
}
