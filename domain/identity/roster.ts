import type { LocalDate } from '../calendar/date.ts';
import type { Code, MessageParams } from '../messages/index.ts';
import { type Fault, fault } from '../problem.ts';
import { ageOn, birthDate, canonicalIdNumber, idNumberFault, sexOf } from './idNumber.ts';

/** What is checked of a roster row. Personal: it must reach neither log nor history. */
export interface RosterPerson {
  name?: string;
  sex?: string;
  idNumber?: string;
  mobile?: string;
}

export interface RosterRules {
  /** Completed years of life; the figure comes from the law in force. */
  minimumAge: number;
  /** The day on which the age counts: class opening, or filing where there is none. */
  on: LocalDate;
}

export interface RosterFindings {
  rows: number;
  /** Rows without a fault. */
  accepted: number;
  /** In the order of the rows; row 1 is the first person. A fault names the row, never the person. */
  faults: (Fault & { row: number })[];
}

/** Checks a whole roster. */
export function checkRoster(rows: Iterable<RosterPerson>, rules: RosterRules): RosterFindings {
  const check = rosterCheck(rules);
  for (const row of rows) check.add(row);
  return check.findings();
}

/** The same check for rosters that arrive row by row. */
export function rosterCheck({ minimumAge, on }: RosterRules) {
  const faults: (Fault & { row: number })[] = [];
  /** First row of each person, and whether a second one has already been reported there. */
  const seen = new Map<string, { row: number; reported: boolean }>();
  let rows = 0;

  function report(row: number, path: string, code: Code, params: MessageParams = {}) {
    faults.push({ ...fault(code, { path }, params), row });
  }

  function add(person: RosterPerson) {
    const row = ++rows;
    if (!person.name?.trim()) report(row, 'name', 'name-missing');
    const sexKnown = person.sex === 'male' || person.sex === 'female';
    if (!sexKnown) report(row, 'sex', 'sex-invalid');
    const mobileFault = faultOfMobile(person.mobile ?? '');
    if (mobileFault) report(row, 'mobile', mobileFault);

    const idNumber = canonicalIdNumber(person.idNumber ?? '');
    const idFault = idNumberFault(idNumber);
    if (idFault) return report(row, 'idNumber', idFault);
    if (sexKnown && sexOf(idNumber) !== person.sex) report(row, 'sex', 'id-number-sex-mismatch');
    if (ageOn(birthDate(idNumber), on) < minimumAge) report(row, 'idNumber', 'under-age', { age: minimumAge, on });

    const first = seen.get(idNumber);
    if (!first) {
      seen.set(idNumber, { row, reported: false });
      return;
    }
    report(row, 'idNumber', 'duplicate-in-roster', { row: first.row });
    if (!first.reported) report(first.row, 'idNumber', 'duplicate-in-roster', { row });
    first.reported = true;
  }

  function findings(): RosterFindings {
    const sorted = [...faults].sort((a, b) => a.row - b.row);
    return { rows, accepted: rows - new Set(sorted.map(({ row }) => row)).size, faults: sorted };
  }

  return { add, findings };
}

/** Mainland mobile numbers: 11 digits from 13 to 19, with or without +86, spaces and hyphens. */
function faultOfMobile(text: string): Code | null {
  const mobile = text
    .normalize('NFKC')
    .replace(/[\s-]/g, '')
    .replace(/^\+?86(?=1\d{10}$)/, '');
  if (mobile === '') return 'mobile-missing';
  return /^1[3-9]\d{9}$/.test(mobile) ? null : 'mobile-invalid';
}
