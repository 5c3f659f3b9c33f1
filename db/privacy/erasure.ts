import type { Instant } from '../../domain/calendar/date.ts';
import { forgetEndedTokens } from '../accounts/ended-tokens.ts';
import { appendEntries } from '../audit/append.ts';
import { ownEntry } from '../audit/own-entry.ts';
import { lockClaim } from '../claims/claims.ts';
import { forgetAnswers } from '../intake/idempotency.ts';
import { lockRosters, rostersOf } from '../intake/rosters.ts';
import { type Db, type Queryable, rows, transaction } from '../pool.ts';
import { oneByOne, type Tell } from './one-by-one.ts';
import { dueForErasure, type Erasure, erasedForGood, insertErasure, stillDue } from './retention.ts';
import { type SealedColumn, sealedColumns } from './sealed-columns.ts';
import { lockPeopleOf } from './unnamed-people.ts';

const dossiersOf = `(select d.id from dossiers d where d.claim_id in (select $1::text
  union all select id from recoveries where claim_id = $1 union all select id from payments where claim_id = $1
  union all select id from fraud_findings where claim_id = $1 union all select id from objections where claim_id = $1
  union all select id from inspections where claim_id = $1))`;
const filesOf = `t.owner <> '*' and t.id in (select f.file_id from dossier_files f where f.dossier_id in ${dossiersOf})`;
const isKept = (claim: string) => `not exists (select from erasures e where e.claim_id = ${claim})`;

/** Whom the claim names, and nothing else any more: no roster, and no register. */
const ofUnnamed = `t.person_id in (select r.person_id from roster_rows r join filed_rosters f using (roster_id) where f.claim_id = $1)
    and not exists (select from roster_rows r where r.person_id = t.person_id and r.personal <> '{}')
    and not exists (select from registrations g where g.person_id = t.person_id)`;

/** Which rows (`t`) belong to claim $1, and to no other that is kept. In the order in which they are emptied: people after the rosters that name them, and documents after what named them. */
const belongs: Readonly<Record<string, string>> = {
  roster_rows: `t.roster_id in (select f.roster_id from filed_rosters f where f.claim_id = $1)
    and not exists (select from filed_rosters o where o.roster_id = t.roster_id and o.claim_id <> $1 and ${isKept('o.claim_id')})`,
  people: ofUnnamed,
  person_corrections: `$1 = any(t.claim_ids) and not exists (select from unnest(t.claim_ids) o where o <> $1 and ${isKept('o')})`,
  dossiers: `t.id in ${dossiersOf}`,
  files: `${filesOf}
    and not exists (select from dossier_files f join dossiers d on d.id = f.dossier_id where f.file_id = t.id and d.personal <> '{}')`,
  // That a certificate was used stays, under the keyed hash of its number.
  certificates: 't.claim_id = $1',
  evaluations: 't.claim_id = $1',
  objections: 't.claim_id = $1',
  fraud_findings: 't.claim_id = $1',
  payees: 't.claim_id = $1',
  payments: 't.claim_id = $1',
  payment_returns: 't.claim_id = $1',
  bank_import_rows: 't.payment_id in (select p.id from payments p where p.claim_id = $1)',
  learning_events: 't.claim_id = $1',
  outbox: `t.claim_id = $1 and (t.sent_at is not null or t.bounced_at is not null)`,
};

/** Of no claim: see `forgetAnswers`, `eraseUnfiled` and `eraseEndedListings`; and secrets of systems are no person's. */
const ofNoClaim: readonly string[] = [
  ...['idempotency_keys', 'drafts', 'party_listings'],
  ...['connector_secrets', 'webhook_secrets'],
];

const empty = ({ form }: SealedColumn) => (form === 'bytes' ? `'\\x'::bytea` : `'{}'::jsonb`);
const columns = Object.keys(belongs).flatMap((table) => sealedColumns.filter((column) => column.table === table));

/** Sealed columns that no rule here empties; a test demands that there are none. */
export const neverErased = sealedColumns
  .filter(({ table }) => !ofNoClaim.includes(table) && belongs[table] === undefined)
  .map(({ table, column }) => `${table}.${column}`);

/** Something that goes with a claim: which rows (`t`) still hold it, and how it is taken from them. */
interface Part {
  /** `payees.personal` … */
  name: string;
  table: string;
  holds: string;
  forget: string;
}

const sealedParts = columns.map((column): Part => {
  const { table, column: name } = column;
  return {
    ...{ name: `${table}.${name}`, table },
    holds: `(${belongs[table]}) and t.${name} is not null and t.${name} <> ${empty(column)}`,
    forget: `update ${table} t set ${name} = ${empty(column)}`,
  };
});

/** What limits for life do not need of people on a roster. How they belong to the claimant, and what they had received, stays. */
const facts =
  'sex,hired_on,insured_from,contract,registered_on,planned_certificate,allowance_category,joined_on,left_on'.split(
    ',',
  );

const parts: readonly Part[] = [
  ...sealedParts,
  {
    ...{ name: 'roster_rows facts', table: 'roster_rows' },
    holds: `(${belongs.roster_rows}) and num_nonnulls(${facts.map((fact) => `t.${fact}`).join()}) > 0`,
    forget: `update roster_rows t set ${facts.map((fact) => `${fact} = null`).join()}`,
  },
  // The hours that came of them stand on the lines.
  ...['learning_records', 'learning_events', 'learning_rejections'].map((table) => ({
    ...{ name: table, table },
    holds: 't.claim_id = $1',
    forget: `delete from ${table} t`,
  })),
];

/** Rosters take in nobody after their claim is erased, and what waits for another claim goes with that one. */
const ofRosters: readonly string[] = ['roster_rows', 'people', 'person_corrections'];

/** The condition on what belongs to claim $1, for a claim `c`. */
const ofClaimC = (holds: string) => holds.replaceAll('$1', 'c.id');

/** Something of the claim `c` is held, which was erased before. */
const isHeld = `(${parts
  .filter(({ table }) => !ofRosters.includes(table))
  .map(({ table, holds }) => `exists (select from ${table} t where ${ofClaimC(holds)})`)
  .join(' or ')})`;

/** Erases what may not be kept longer, claim by claim. Answers how many claims it was; fewer than `limit`: there are no more. */
export async function eraseDue(db: Db, now: Instant, limit: number, tell: Tell): Promise<number> {
  await forgetAnswers(db);
  await forgetEndedTokens(db);
  const find = async (but: readonly string[]) =>
    (await dueForErasure(db, isHeld, now, limit, but)).map(({ claim_id }) => claim_id);
  return oneByOne({ find, work: async (id) => (await eraseClaim(db, id, now)) !== undefined, tell }, limit);
}

/** Takes everything that goes with one claim, in one transaction, and notes what it was. Undefined when it is not due (any more). */
export function eraseClaim(db: Db, claimId: string, now: Instant): Promise<Erasure | undefined> {
  return transaction(db, async (tx) => {
    const claim = await lockClaim(tx, claimId);
    const due = await stillDue(tx, isHeld, claimId, now);
    if (!due) return undefined;
    const rosters = await rostersOf(tx, claimId);
    await lockRosters(tx, rosters);
    await tx.query(`select from files t where ${filesOf} order by t.id for update`, [claimId]);
    await lockPeopleOf(tx, rosters);
    const counts: Record<string, number> = {};
    for (const { name, holds, forget } of parts) {
      const { rowCount } = await tx.query(`${forget} where ${holds}`, [claimId]);
      if (rowCount) counts[name] = rowCount;
    }
    const erasure = { ...due, erased_at: now, counts };
    await insertErasure(tx, erasure);
    const { jurisdiction: place } = claim!;
    const deed = { act: 'erase', place, claimId, purpose: 'retention', outcome: 'done' };
    await appendEntries(tx, [ownEntry({ ...deed, businessAt: now, actor: 'system', role: 'system' })]);
    return erasure;
  });
}

/** A claim that is noted as erased, to which nothing has happened since, and of which something is there. */
export interface Remainder {
  claimId: string;
  part: Part['name'];
  rows: number;
}

/** Looks whether what is noted as erased is gone, all of it. */
export async function remainders(db: Queryable): Promise<Remainder[]> {
  const found: Remainder[] = [];
  for (let after = ''; ; ) {
    const page = await erasedForGood(db, after, 500);
    for (const part of parts) found.push(...(await remaindersOf(db, part, page)));
    const last = page.at(-1);
    if (!last) return found;
    after = last;
  }
}

/** One statement for a part of many claims: who erases for years has more of them than round trips are cheap. */
function remaindersOf(db: Queryable, { name, table, holds }: Part, claimIds: readonly string[]): Promise<Remainder[]> {
  return rows(
    db,
    `select c.id as "claimId", $2 as part, held.n as rows from unnest($1::text[]) c(id)
     cross join lateral (select count(*) as n from ${table} t where ${ofClaimC(holds)}) held where held.n > 0 order by c.id`,
    [claimIds, name],
  );
}

/** Claims whose time has been over since before `since`, and that are still there. */
export async function overdueErasures(db: Queryable, since: Instant): Promise<string[]> {
  return (await dueForErasure(db, isHeld, since, 1_000)).map(({ claim_id }) => claim_id);
}
