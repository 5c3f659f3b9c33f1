import type { Instant } from '../../domain/calendar/date.ts';
import { appendEntries } from '../audit/append.ts';
import { ownEntry } from '../audit/own-entry.ts';
import { lockClaim } from '../claims/claims.ts';
import { forgetAnswers } from '../intake/idempotency.ts';
import { lockRosters, rostersOf } from '../intake/rosters.ts';
import { type Db, type Queryable, row, transaction } from '../pool.ts';
import { oneByOne, type Tell } from './one-by-one.ts';
import { dueForErasure, type Erasure, erasedAfter, insertErasure, stillDue } from './retention.ts';
import { type SealedColumn, sealedColumns } from './sealed-columns.ts';
import { lockPeopleOf } from './unnamed-people.ts';

const dossiersOf = `(select d.id from dossiers d where d.claim_id in (select $1::text
  union all select id from recoveries where claim_id = $1 union all select id from payments where claim_id = $1
  union all select id from fraud_findings where claim_id = $1 union all select id from objections where claim_id = $1))`;
const filesOf = `t.owner <> '*' and t.id in (select f.file_id from dossier_files f where f.dossier_id in ${dossiersOf})`;
const isKept = (claim: string) => `not exists (select from erasures e where e.claim_id = ${claim})`;

/** Whom the claim names, and nothing else any more. */
const ofUnnamed = `t.person_id in (select r.person_id from roster_rows r join filed_rosters f using (roster_id) where f.claim_id = $1)
    and not exists (select from roster_rows r where r.person_id = t.person_id and r.personal <> '{}')`;

/** Which rows (`t`) belong to claim $1, and to no other that is kept. In the order in which they are emptied: people after the rosters that name them, and documents after what named them. */
const belongs: Readonly<Record<string, string>> = {
  roster_rows: `t.roster_id in (select f.roster_id from filed_rosters f where f.claim_id = $1)
    and not exists (select from filed_rosters o where o.roster_id = t.roster_id and o.claim_id <> $1 and ${isKept('o.claim_id')})`,
  people: ofUnnamed,
  person_corrections: ofUnnamed,
  dossiers: `t.id in ${dossiersOf}`,
  files: `${filesOf}
    and not exists (select from dossier_files f join dossiers d on d.id = f.dossier_id where f.file_id = t.id and d.personal <> '{}')`,
  objections: 't.claim_id = $1',
  fraud_findings: 't.claim_id = $1',
  payees: 't.claim_id = $1',
  payments: 't.claim_id = $1',
  payment_returns: 't.claim_id = $1',
  bank_import_rows: 't.payment_id in (select p.id from payments p where p.claim_id = $1)',
  outbox: `t.params->>'claimId' = $1 and t.sent_at is not null`,
};

/** See `forgetAnswers`. */
const isAnswer = ({ table }: SealedColumn) => table === 'idempotency_keys';

const empty = ({ form }: SealedColumn) => (form === 'bytes' ? `'\\x'::bytea` : `'{}'::jsonb`);
const columns = Object.keys(belongs).flatMap((table) => sealedColumns.filter((column) => column.table === table));

/** Sealed columns that no rule here empties; a test demands that there are none. */
export const neverErased = sealedColumns
  .filter((column) => !isAnswer(column) && belongs[column.table] === undefined)
  .map(({ table, column }) => `${table}.${column}`);

const holding = (column: SealedColumn) =>
  `(${belongs[column.table]}) and t.${column.column} is not null and t.${column.column} <> ${empty(column)}`;

/** Erases what may not be kept longer, claim by claim. Answers how many claims it was; fewer than `limit`: there are no more. */
export async function eraseDue(db: Db, now: Instant, limit: number, tell: Tell): Promise<number> {
  await forgetAnswers(db);
  const find = async (but: readonly string[]) =>
    (await dueForErasure(db, now, limit, but)).map(({ claim_id }) => claim_id);
  return oneByOne({ find, erase: async (id) => (await eraseClaim(db, id, now)) !== undefined, tell }, limit);
}

/** Empties every sealed field of one claim in one transaction, and notes what it was. Undefined when it is not due (any more). */
export function eraseClaim(db: Db, claimId: string, now: Instant): Promise<Erasure | undefined> {
  return transaction(db, async (tx) => {
    const claim = await lockClaim(tx, claimId);
    const due = await stillDue(tx, claimId, now);
    if (!due) return undefined;
    const rosters = await rostersOf(tx, claimId);
    await lockRosters(tx, rosters);
    await tx.query(`select from files t where ${filesOf} order by t.id for update`, [claimId]);
    await lockPeopleOf(tx, rosters);
    const counts: Record<string, number> = {};
    for (const column of columns) {
      const { table, column: name } = column;
      const { rowCount } = await tx.query(`update ${table} t set ${name} = ${empty(column)} where ${holding(column)}`, [
        claimId,
      ]);
      if (rowCount) counts[`${table}.${name}`] = rowCount;
    }
    const erasure = { ...due, erased_at: now, counts };
    await insertErasure(tx, erasure);
    const { jurisdiction: place } = claim!;
    const deed = { act: 'erase', place, claimId, purpose: 'retention', outcome: 'done' };
    await appendEntries(tx, [ownEntry({ ...deed, businessAt: now, actor: 'system', role: 'system' })]);
    return erasure;
  });
}

/** A claim that is noted as erased and of which something is there. */
export interface Remainder {
  claimId: string;
  /** `payees.personal` … */
  column: string;
  rows: number;
}

/** Looks whether what is noted as erased is gone, all of it. */
export async function remainders(db: Queryable): Promise<Remainder[]> {
  const found: Remainder[] = [];
  for (let after = ''; ; ) {
    const page = await erasedAfter(db, after, 500);
    for (const { claim_id: claimId } of page) {
      for (const column of columns) {
        const left = await row<{ n: number }>(
          db,
          `select count(*) as n from ${column.table} t where ${holding(column)}`,
          [claimId],
        );
        if (left!.n > 0) found.push({ claimId, column: `${column.table}.${column.column}`, rows: left!.n });
      }
    }
    const last = page.at(-1);
    if (!last) return found;
    after = last.claim_id;
  }
}

/** Claims whose time has been over since before `since`, and that are still there. */
export async function overdueErasures(db: Queryable, since: Instant): Promise<string[]> {
  return (await dueForErasure(db, since, 1_000)).map(({ claim_id }) => claim_id);
}
