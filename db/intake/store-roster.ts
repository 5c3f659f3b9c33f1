import type { LocalDate } from '../../domain/calendar/date.ts';
import type { Certificate, Relation } from '../../domain/money/types.ts';
import { type Tx, together } from '../pool.ts';
import { ofPerson } from '../privacy/context.ts';
import { demandIndexInUse } from '../privacy/index-in-use.ts';
import type { Vault } from '../privacy/vault.ts';
import { asSystemIn } from '../scope.ts';

/** One checked row on its way into the database. */
export interface IncomingRow {
  rowNo: number;
  ref: string;
  relation: Relation;
  sex?: 'male' | 'female';
  hiredOn?: LocalDate;
  insuredFrom?: LocalDate;
  contract?: 'new' | 'renewal';
  workTrainingSubsidyFen?: number;
  registeredOn?: LocalDate;
  plannedCertificate?: Certificate;
  allowanceCategory?: string;
  personal: { name: string; idNumber: string; mobile?: string; platformAccount?: string };
}

export interface NewRoster {
  id: string;
  owner: string;
  jurisdiction: string | null;
  programme: string | null;
}

export interface RosterOutcome {
  rows: number;
  accepted: number;
  /** Numbers of the rows that are not to be stored. */
  refusedRows: number[];
}

const columns = `row_no int, ref text, id_number_index text, relation text, sex text, hired_on date, insured_from date, contract text,
  work_training_subsidy_fen bigint, registered_on date, planned_certificate jsonb, allowance_category text, personal jsonb`;

/**
 * Streams rows into the database; call inside one transaction. After the last row `outcome` says what became of them:
 * a row may turn out to be wrong by a later one (the same person twice).
 * Rows land in a temporary table first, so that people are upserted in one sorted statement:
 * two rosters with the same people wait for each other instead of deadlocking, and so do a roster and whoever erases. What is personal is sealed before it leaves this process.
 * The table stays with the connection and is empty outside of transactions: made anew for each roster, it would cost as much as storing twenty people, and fill PostgreSQL's catalogue.
 */
export async function storeRoster(
  tx: Tx,
  roster: NewRoster,
  incoming: AsyncIterable<IncomingRow>,
  outcome: () => RosterOutcome,
): Promise<void> {
  await demandIndexInUse(tx);
  await together([
    tx.query(`create temp table if not exists incoming_rows (${columns}) on commit delete rows`),
    // Another roster of the same transaction.
    tx.query('delete from incoming_rows'),
  ]);
  await sendRows(tx, incoming);
  const { rows, accepted, refusedRows } = outcome();
  if (refusedRows.length > 0) await tx.query('delete from incoming_rows where row_no = any($1)', [refusedRows]);
  await tx.query(
    'insert into rosters (id, owner, jurisdiction, programme, rows, accepted) values ($1, $2, $3, $4, $5, $6)',
    [roster.id, roster.owner, roster.jurisdiction, roster.programme, rows, accepted],
  );
  // A person is one row for all claimants, found among everybody's.
  await asSystemIn(tx, () => storePeople(tx, roster.id));
}

async function storePeople(tx: Tx, rosterId: string): Promise<void> {
  await tx.query(`insert into people (id_number_index, personal)
    select distinct on (id_number_index) id_number_index,
      jsonb_build_object('name', personal->>'name', 'idNumber', personal->>'idNumber')
    from incoming_rows order by id_number_index, row_no
    on conflict (id_number_index) do nothing`);
  await tx.query(
    `insert into roster_rows (roster_id, row_no, ref, person_id, relation, sex, hired_on, insured_from, contract,
       work_training_subsidy_fen, registered_on, planned_certificate, allowance_category, personal)
     select $1, i.row_no, i.ref, p.person_id, i.relation, i.sex, i.hired_on, i.insured_from, i.contract,
       i.work_training_subsidy_fen, i.registered_on, i.planned_certificate, i.allowance_category, i.personal
     from incoming_rows /* any length */ i join people p using (id_number_index) order by p.person_id`,
    [rosterId],
  );
  // Who comes again after their data was erased: behind the rows that name them, which keep whoever erases from going on, or have waited for them.
  await tx.query(`with empty as materialized (
      select p.person_id, i.personal from people p join incoming_rows i using (id_number_index) where p.personal = '{}'
      order by p.person_id for no key update of p)
    update people p set personal = jsonb_build_object('name', e.personal->>'name', 'idNumber', e.personal->>'idNumber')
    from empty e where e.person_id = p.person_id`);
}

/** A block of rows on its way while the next is read and sealed: memory stays flat, and neither waits for the other. */
const blockChars = 256 * 1024;

async function sendRows(tx: Tx, incoming: AsyncIterable<IncomingRow>): Promise<void> {
  const statement = `insert into incoming_rows select * from json_to_recordset($1) as r(${columns})`;
  let under: Promise<unknown> = Promise.resolve();
  const send = async (block: string[]) => {
    await under;
    under = tx.query(statement, [`[${block.join()}]`]);
    // Told by the next block, or at the end.
    under.catch(() => {});
  };
  let block: string[] = [];
  let chars = 0;
  for await (const row of incoming) {
    const line = lineOf(row, tx.vault);
    block.push(line);
    chars += line.length;
    if (chars < blockChars) continue;
    await send(block);
    [block, chars] = [[], 0];
  }
  await send(block);
  await under;
}

function lineOf(row: IncomingRow, vault: Vault): string {
  const index = vault.personIndex(row.personal.idNumber);
  const stored = {
    row_no: row.rowNo,
    ref: row.ref,
    id_number_index: index,
    relation: row.relation,
    sex: row.sex,
    hired_on: row.hiredOn,
    insured_from: row.insuredFrom,
    contract: row.contract,
    work_training_subsidy_fen: row.workTrainingSubsidyFen,
    registered_on: row.registeredOn,
    planned_certificate: row.plannedCertificate,
    allowance_category: row.allowanceCategory,
    personal: vault.seal(row.personal, ofPerson(index)),
  };
  const line = JSON.stringify(stored);
  return line.includes('\\u0000') ? JSON.stringify(stored, withoutNul) : line;
}

/** PostgreSQL cannot store it. */
const withoutNul = (_key: string, value: unknown) => (typeof value === 'string' ? value.replaceAll('\0', '') : value);
