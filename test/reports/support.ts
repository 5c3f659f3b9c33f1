import type { LocalDate } from '../../domain/calendar/date.ts';
import type { ReportContent } from '../../domain/reports/report.ts';
import { classOpening } from '../../jurisdictions/chongqing/examples.ts';
import type { Desk } from '../claims/support/desk.ts';

/** Something that happened to a claim, as a clerk would note it: what the figures are counted from once more, by hand. */
export interface Note {
  at: string;
  claim: string;
  said:
    | { filed: { district: string | null; platform: string; registered: LocalDate[] } }
    | { opened: LocalDate }
    | 'approved'
    | 'gone';
}

export type Counted = Record<string, [registrations: number, started: number, platforms: string]>;

/** The figures of a day from the notes that were there at an instant: per district (`-`: none), and the total. Only what is not zero. */
export function countedByHand(notes: readonly Note[], day: LocalDate, knownAt: string): Counted {
  const known = notes.filter(({ at }) => at <= knownAt);
  const counted: Record<string, { registrations: number; started: number; platforms: Set<string> }> = {};
  for (const name of new Set(known.map(({ claim }) => claim))) {
    const own = known.filter(({ claim }) => claim === name);
    if (own.some(({ said }) => said === 'gone')) continue;
    const filings = own.flatMap(({ said }) => (typeof said === 'object' && 'filed' in said ? [said.filed] : []));
    const { district, platform, registered } = filings.at(-1)!;
    const approved = own.some(({ at, said }) => said === 'approved' && at <= `${day}T09:00:00+08:00`);
    const opened = own.some(({ said }) => typeof said === 'object' && 'opened' in said && said.opened <= day);
    for (const row of [district ?? '-', 'total']) {
      counted[row] ??= { registrations: 0, started: 0, platforms: new Set() };
      counted[row].registrations += registered.filter((on) => on <= day).length;
      if (opened) counted[row].started += registered.length;
      if (approved) counted[row].platforms.add(platform);
    }
  }
  return shown(
    Object.entries(counted).map(([row, { registrations, started, platforms }]) => [
      ...([row, registrations, started, [...platforms].sort()] as const),
    ]),
  );
}

/** A report in the same form. */
export function asCounted({ rows, total }: ReportContent): Counted {
  return shown(
    [...rows, { ...total, district: 'total' }].map((row) => [
      ...([row.district ?? '-', row.registrations, row.trainingsStarted] as const),
      [...row.platformsForDistricts, ...row.platformsRecommended].sort(),
    ]),
  );
}

function shown(rows: (readonly [string, number, number, string[]])[]): Counted {
  const some = rows.filter(([, registrations, started, platforms]) => registrations + started + platforms.length > 0);
  return Object.fromEntries(
    some.map(([row, registrations, started, names]) => [row, [registrations, started, names.join('、')]]),
  );
}

/** A form for a class of Chongqing. */
export function classForm(of: { district: string | null; platform: string; opens: LocalDate }) {
  const { district: _, ...form } = classOpening;
  return {
    ...form,
    ...(of.district && { district: of.district }),
    platform: { ...classOpening.platform, name: of.platform },
    training: { ...classOpening.training, classOpensOn: of.opens, classEndsOn: '2020-07-31' },
  };
}

/** Somebody works at the desk and takes notes. */
export function noting(desk: Desk) {
  const notes: Note[] = [];
  const ids = new Map<string, string>();
  let seed = 61_000;
  const people = (registered: readonly LocalDate[]) =>
    registered.map((registeredOn) => ({
      ...{ seed: seed++, registeredOn },
      plannedCertificate: { kind: 'skill-level', level: 4, occupation: `工种${seed % 3}`, basis: 'other' as const },
    }));
  const note = (claim: string, said: Note['said']) => void notes.push({ at: desk.now(), claim, said });
  const idOf = (claim: string) => ids.get(claim)!;
  return {
    ...{ notes, idOf, people },
    at: (instant: string) => desk.setNow(`2020-${instant}:00+08:00`),
    async file(
      claim: string,
      of: { district: string | null; platform: string; opens: LocalDate; registered: LocalDate[] },
    ) {
      const filing = { jurisdiction: 'chongqing', programme: 'enterprise-online', form: classForm(of) };
      ids.set(claim, await desk.file({ ...filing, people: people(of.registered) }));
      note(claim, { filed: of });
    },
    async approve(claim: string) {
      await desk.move(idOf(claim), 'approveFiling', { by: 'reviewer-1', decision: 'approve', on: true });
      note(claim, 'approved');
    },
    async open(claim: string, classOpenedOn: LocalDate) {
      await desk.move(idOf(claim), 'startTraining', { body: { classOpenedOn } });
      note(claim, { opened: classOpenedOn });
    },
    async withdraw(claim: string) {
      await desk.move(idOf(claim), 'withdraw');
      note(claim, 'gone');
    },
    async reject(claim: string) {
      await desk.move(idOf(claim), 'rejectClaim', { by: 'reviewer-1', decision: 'reject' });
      note(claim, 'gone');
    },
    note,
  };
}
