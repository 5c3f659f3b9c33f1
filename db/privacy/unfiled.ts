import type { Instant } from '../../domain/calendar/date.ts';
import { appendEntries } from '../audit/append.ts';
import { ownEntry } from '../audit/own-entry.ts';
import { dropRoster } from '../intake/rosters.ts';
import { type Db, rows, transaction } from '../pool.ts';
import { oneByOne, type Tell } from './one-by-one.ts';

const mattersOf = [
  'claims',
  'recoveries',
  'payments',
  'payment_returns',
  'fraud_findings',
  'inspections',
  'objections',
  'disbursements',
];

/** Which rows (`t`) came in before $1 and belong to nothing. A submission is one of these when its act was never done. */
const unfiled = {
  drafts: 'true',
  rosters: `not exists (select from filed_rosters f where f.roster_id = t.id) and not (t.filing_unknown and exists (select from claims c
    where c.claimant = substring(t.owner from ':(.*)$') and c.claimant_kind = split_part(t.owner, ':', 1)
    and not exists (select from erasures e where e.claim_id = c.id)))`,
  files: `t.owner <> '*' and not exists (select from dossier_files f where f.file_id = t.id)`,
  dossiers: mattersOf.map((matter) => `not exists (select from ${matter} m where m.id = t.claim_id)`).join(' and '),
} as const;

type Table = keyof typeof unfiled;
/** Submissions first: they name documents. */
const inTurn: readonly Table[] = ['drafts', 'dossiers', 'rosters', 'files'];

const found = (table: Table) => `select t.id from ${table} t where t.at < $1 and ${unfiled[table]}`;

/** From when on something of real time is kept, and what time it is for the audit log. */
interface Time {
  before: Instant;
  /** Business time. */
  now: Instant;
}

/**
 * Deletes drafts, rosters, documents and submissions that came in before an instant of real time and that no claim was filed with, some `limit` of each;
 * each has an entry in the audit log. Answers how many it was; none: there are no more.
 */
export async function eraseUnfiled(db: Db, { before, now }: Time, limit: number, tell: Tell): Promise<number> {
  let gone = 0;
  for (const table of inTurn) {
    const find = async (but: readonly string[]) => {
      const ids = await rows<{ id: string }>(db, `${found(table)} and t.id <> all($2) order by t.at limit $3`, [
        ...[before, but, limit],
      ]);
      return ids.map(({ id }) => id);
    };
    gone += await oneByOne({ find, work: (id) => eraseOne(db, table, id, { before, now }), tell }, limit);
  }
  return gone;
}

function eraseOne(db: Db, table: Table, id: string, { before, now }: Time): Promise<boolean> {
  return transaction(db, async (tx) => {
    // Who is filing with it right now names it, and is waited for.
    await tx.query(`select from ${table} where id = $1 for update`, [id]);
    const [still] = await rows(tx, `${found(table)} and t.id = $2`, [before, id]);
    // Filed after all, or another worker was here.
    if (!still) return false;
    if (table === 'rosters') await dropRoster(tx, id);
    else await tx.query(`delete from ${table} where id = $1`, [id]);
    const deed = { act: 'erase-unfiled', purpose: 'retention', concerns: [`${table}/${id}`], outcome: 'done' };
    await appendEntries(tx, [ownEntry({ ...deed, businessAt: now, actor: 'system', role: 'system' })]);
    return true;
  });
}
