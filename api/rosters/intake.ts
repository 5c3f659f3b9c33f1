import { setImmediate } from 'node:timers/promises';
import type { ZodType } from 'zod';
import type { IncomingRow, RosterOutcome } from '../../db/intake/store-roster.ts';
import type { LocalDate } from '../../domain/calendar/date.ts';
import { canonicalIdNumber, idNumberFault } from '../../domain/identity/idNumber.ts';
import { type RosterPerson, rosterCheck } from '../../domain/identity/roster.ts';
import { type Fault, fault, Problem } from '../../domain/problem.ts';
import { faultsOf } from '../zod-faults.ts';
import { choicesOf, columnTitle } from './columns.ts';

export interface RosterQuestion {
  /** A row of the programme's roster. */
  schema: ZodType;
  /** Completed years on `on`. */
  minimumAge: number;
  on: LocalDate;
}

export type RowFault = Fault & { row: number };

/** A roster whose every row is wrong is the wrong file: nobody reads that many sentences. */
const mostFaults = 10_000;

/** So many rows, a few milliseconds, and then whoever else has called gets a turn: rows may come out of memory without end. */
const rowsInTurn = 50;

/** Checks people as they stream by and turns them into rows to store; faults of any row are known at the end. */
export function rosterIntake({ schema, minimumAge, on }: RosterQuestion) {
  const check = rosterCheck({ minimumAge, on });
  const shapeFaults: RowFault[] = [];
  const refs = new Map<string, number>();

  async function* incoming(
    people: AsyncIterable<Record<string, unknown>> | Iterable<Record<string, unknown>>,
  ): AsyncGenerator<IncomingRow> {
    let rowNo = 0;
    for await (const given of people) {
      rowNo += 1;
      if (rowNo % rowsInTurn === 0) await setImmediate();
      if (rowNo % 5_000 === 0) demandMostlyRight();
      const row: Record<string, unknown> = { ref: String(rowNo), ...given };
      check.add(personOf(row));
      const parsed = schema.safeParse(row);
      if (!parsed.success) {
        shapeFaults.push(...faultsOf(parsed.error, row).map((one) => at(rowNo, inWords(one))));
        continue;
      }
      const fits = parsed.data as RowData;
      if (refs.has(fits.ref)) {
        shapeFaults.push(at(rowNo, fault('trainee-ref-duplicate', { path: 'ref' }, { ref: fits.ref })));
        continue;
      }
      refs.set(fits.ref, rowNo);
      if (idNumberFault(canonicalIdNumber(fits.idNumber)) === null) yield storable(rowNo, fits);
    }
  }

  /** All faults by row; a field that both checks object to is told once. */
  function faults(): RowFault[] {
    const found = check.findings().faults;
    const told = new Set(found.map((one) => `${one.row} ${one.path}`));
    return [...found, ...shapeFaults.filter((one) => !told.has(`${one.row} ${one.path}`))].sort(
      (a, b) => a.row - b.row,
    );
  }

  function outcome(): RosterOutcome & { faults: RowFault[] } {
    const all = faults();
    const refusedRows = [...new Set(all.map((one) => one.row))];
    const { rows } = check.findings();
    return { rows, accepted: rows - refusedRows.length, refusedRows, faults: all };
  }

  function demandMostlyRight() {
    const soFar = shapeFaults.length + check.findings().faults.length;
    if (soFar > mostFaults) throw refused(faults());
  }

  return { incoming, outcome };
}

/** A value that a column does not take: told by the words that people write there. */
function inWords(one: Fault): Fault {
  const choices = choicesOf(one.path ?? '');
  if (one.code !== 'field-choice' || choices.size === 0) return one;
  const [zh, en] = [
    [...choices.values()].join('、'),
    [...choices].map(([code, word]) => `${code} (${word})`).join(', '),
  ];
  return fault('column-choice', { path: one.path }, { column: columnTitle(one.path!), zh, en });
}

/** The refusal of a whole roster, with its first faults. */
export function refused(faults: RowFault[]): Problem {
  const rejected = new Set(faults.map((one) => one.row)).size;
  return new Problem('roster-rows-refused', { rejected }, faults.slice(0, 1_000));
}

const at = (row: number, one: Fault): RowFault => ({ ...one, row });

type RowData = Omit<IncomingRow, 'rowNo' | 'personal'> & IncomingRow['personal'];

function storable(rowNo: number, row: RowData): IncomingRow {
  const { name, mobile, platformAccount } = row;
  const idNumber = canonicalIdNumber(row.idNumber);
  return {
    rowNo,
    ref: row.ref,
    relation: row.relation,
    sex: row.sex,
    hiredOn: row.hiredOn,
    insuredFrom: row.insuredFrom,
    contract: row.contract,
    workTrainingSubsidyFen: row.workTrainingSubsidyFen,
    registeredOn: row.registeredOn,
    plannedCertificate: row.plannedCertificate,
    allowanceCategory: row.allowanceCategory,
    personal: { name, idNumber, mobile, platformAccount },
  };
}

/** What the identity check reads; anything but text counts as missing. */
function personOf(row: Record<string, unknown>): RosterPerson {
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return { name: text(row.name), sex: text(row.sex), idNumber: text(row.idNumber), mobile: text(row.mobile) };
}
