import { expect } from 'vitest';
import { reconcile } from '../../../db/money/reconcile.ts';
import { type Db, row, rows } from '../../../db/pool.ts';
import { accounts } from '../../../domain/money/ledger.ts';
import { isUnpaid } from './claims.ts';
import { type Model, sum } from './state.ts';

/** What model and database are compared by: plain data, everything under its own name. */
type Picture = Record<string, Record<string, unknown>>;

export function pictureOf(m: Model): Picture {
  const lines = m.claims.flatMap((claim) => claim.lines.map((line) => ({ claim, line })));
  const standing = (all: Model['claims'][number]['lines']) =>
    all.length === 0 ? null : sum(all.filter((line) => isUnpaid(line) || line.status === 'paid').map((l) => l.amount));
  return {
    balances: { ...m.balances },
    claims: named(m.claims, ({ id, stage, lines }) => [id, `${stage} ${standing(lines)}`]),
    lines: named(lines, ({ claim, line }) => [
      `${claim.id}/${line.ref}`,
      `${line.status} ${line.amount} − ${line.offset}`,
    ]),
    caps: named(
      lines.filter(({ line }) => line.room !== 'none'),
      ({ claim, line }) => [`${claim.id}/${line.ref}`, `${line.room} ${line.amount} of ${claim.year}`],
    ),
    advances: named(
      m.claims.filter(({ advance }) => advance),
      ({ id, advance }) => [id, `${advance!.status} ${advance!.amount} − ${advance!.settled}`],
    ),
    batches: named(m.batches, ({ id, status }) => [id, status]),
    payments: named(
      m.batches.flatMap((batch) => batch.payments),
      ({ key, status, amount }) => [key, `${status} ${amount}`],
    ),
    returns: named(m.returns, ({ payment, status }) => [payment.key, status]),
    recoveries: named(m.recoveries, ({ id, status, amount, repaid, cancelled }) => [
      id,
      `${status} ${repaid} of ${amount} − ${cancelled}`,
    ]),
    repayments: named(m.repayments, ({ id, status, amount }) => [id, `${status} ${amount}`]),
  };
}

function named<T>(all: readonly T[], of: (one: T) => [string, unknown]): Record<string, unknown> {
  return Object.fromEntries(all.map(of));
}

const key = `p.disbursement_id || '/' || p.claim_id || '/' || p.kind`;

const tables: Record<string, string> = {
  balances: 'select account as k, sum(debit_fen) - sum(credit_fen) as v from ledger_entries group by account',
  claims: `select id as k, stage || ' ' || coalesce(amount_fen::text, 'null') as v from claims`,
  lines: `select claim_id || '/' || ref as k, status || ' ' || amount_fen || ' − ' || advance_offset_fen as v from lines`,
  caps: `select claim_id || '/' || ref as k, status || ' ' || amount_fen || ' of ' || split_part(scope, ':', 2) as v from cap_uses`,
  advances: `select claim_id as k, status || ' ' || amount_fen || ' − ' || settled_fen as v from advances`,
  batches: 'select id as k, status as v from disbursements',
  payments: `select ${key} as k, p.status || ' ' || p.amount_fen as v from payments p`,
  returns: `select ${key} as k, r.status as v from payment_returns r join payments p on p.id = r.payment_id`,
  // Whether one is overdue is the clock's business.
  recoveries: `select id as k, replace(status, 'overdue', 'open') || ' ' || repaid_fen || ' of ' || amount_fen || ' − ' || cancelled_fen as v from recoveries`,
  repayments: `select id as k, status || ' ' || amount_fen as v from repayments`,
};

export async function pictureIn(db: Db): Promise<Picture> {
  const parts = Object.entries(tables).map(
    ([name, select]) => `'${name}', (select coalesce(jsonb_object_agg(k, v), '{}') from (${select}) t)`,
  );
  const { picture } = (await row<{ picture: Picture }>(
    db,
    `select jsonb_build_object(${parts.join(', ')}) as picture`,
  ))!;
  for (const account of accounts) picture.balances![account] ??= 0;
  return picture;
}

/** The database says what the model says, and the ledger says what the other tables say. */
export async function expectSame(m: Model, db: Db): Promise<void> {
  const [real, books] = await Promise.all([pictureIn(db), reconcile(db)]);
  expect(differences(real, pictureOf(m))).toEqual([]);
  expect(books.flatMap(({ accounts }) => accounts.filter(({ differenceFen }) => differenceFen !== 0))).toEqual([]);
}

/** A print of everything in the database but of what is handed in before it is looked at: two equal ones, and nothing has changed. */
export async function printOf(db: Db): Promise<unknown> {
  select ??= await printing(db);
  return row(db, select);
}

/** The same for every database. */
let select: string | undefined;

async function printing(db: Db): Promise<string> {
  const handedIn = ['dossiers', 'dossier_files', 'rosters', 'roster_rows', 'fraud_findings'];
  const found = await rows<{ name: string }>(
    db,
    `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
       and relname <> all($1) and has_table_privilege(oid, 'select') order by 1`,
    [handedIn],
  );
  const parts = found.map(
    ({ name }) => `select '${name}' as name, md5(string_agg(t::text, e'\\n' order by t::text)) as rows from ${name} t`,
  );
  return `select jsonb_object_agg(name, rows) as print from (${parts.join(' union all ')}) tables`;
}

/** `lines c1/1: payable 100 − 0, should be fallen 100 − 0` */
function differences(real: Picture, model: Picture): string[] {
  return Object.entries(model).flatMap(([what, should]) => {
    const is = real[what]!;
    const names = [...new Set([...Object.keys(is), ...Object.keys(should)])].filter(
      (name) => is[name] !== should[name],
    );
    return names.map((name) => `${what} ${name}: ${is[name] ?? 'none'}, should be ${should[name] ?? 'none'}`);
  });
}
