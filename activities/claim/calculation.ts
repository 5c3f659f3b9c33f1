import { createHash } from 'node:crypto';
import type { ClaimRow } from '../../db/claims/claims.ts';
import type { PinnedLaw } from '../../db/claims/pins.ts';
import { type AttendedDay, attendanceOf, type ClassDays } from '../../db/claims/records.ts';
import { readDossier } from '../../db/intake/dossiers.ts';
import type { RosterRow } from '../../db/intake/rosters.ts';
import type { Queryable } from '../../db/pool.ts';
import type { LocalDate } from '../../domain/calendar/date.ts';
import { canonicalJson } from '../../domain/canonical.ts';
import type { ApplicationForm } from '../../domain/claim/forms.ts';
import { ageOn } from '../../domain/identity/idNumber.ts';
import type { Listed } from '../../domain/listings/listing.ts';
import { type Code, type MessageParams, say } from '../../domain/messages/index.ts';
import { reasonName } from '../../domain/messages/reasons.ts';
import { calculate } from '../../domain/money/calculate.ts';
import { type CatalogueEntry, findInCatalogue } from '../../domain/money/catalogue.ts';
import type { Facts, Line, Refusal, Trainee } from '../../domain/money/types.ts';
import { numberOf } from '../../domain/rules/figures.ts';
import type { ProgrammeRules } from '../../domain/rules/jurisdiction.ts';
import { cite, type Resolved, type ResolvedParams } from '../../domain/rules/param.ts';
import { traineeOf } from './admission.ts';
import { type Room, withCaps } from './caps.ts';

/**
 * What a calculation knew of a person beyond the claim and its pinned law. Kept with the lines (`lines.basis`), so that it can be
 * repeated when rates, catalogues and other claims have changed.
 */
export interface Basis {
  /** Room that earlier claims had taken; null: none. */
  taken: Room | null;
  /** Other claims with a class of the same days. */
  elsewhere: string[];
  /** What the catalogue said of the certificate's occupation. */
  catalogue: CatalogueEntry | null;
  /** The class as it was known then: where the money comes first, it ends later. */
  days: ClassDays;
  /** Why a reviewer removed the person; left out for everybody else. */
  removed?: string;
  /** Since when the place's register had the person, or that it had not; left out where the rules did not ask it. */
  registration?: LocalDate | null;
  /** Left out for who was on no black list. */
  blacklisted?: Listed;
}

/** The reason for which a reviewer removed a person, by roster reference. */
export type Removed = ReadonlyMap<string, string>;

/** Everything that entitlements are calculated from. */
export interface Grounds {
  claim: Pick<ClaimRow, 'id' | 'application_dossier_id'>;
  law: Pick<PinnedLaw, 'rules' | 'params'>;
  facts: Facts;
  roster: readonly RosterRow[];
  days: ClassDays;
  /** Per person. */
  taken: ReadonlyMap<string, Room>;
  elsewhere: ReadonlyMap<string, string[]>;
  blacklisted: ReadonlyMap<string, Listed>;
  catalogue: readonly CatalogueEntry[];
  removed: Removed;
  /** Per person whom the place's register has; null: the rules do not ask it. */
  registered: ReadonlyMap<string, LocalDate> | null;
  /** Nobody has applied yet: everybody is taken to bring the certificate that is planned. */
  certificatesExpected?: boolean;
}

export interface Judged {
  line: Line;
  personId: string;
  trainee: Trainee;
  basis: Basis;
}

export interface Entitlements {
  refusals: Refusal[];
  lines: Judged[];
  /** SHA-256 of everything that went in and came out, but for the wording of reasons. */
  hash: string;
}

/** What every person of the claim brings. Reads the records and the application; everything else is given. */
export async function entitle(db: Queryable, g: Grounds): Promise<Entitlements> {
  const { law, facts, roster, catalogue, days } = g;
  const trainees = await traineesOf(db, g);
  const { refusals, lines } = calculate({ rules: law.rules, params: law.params, facts, trainees, catalogue });
  const people = new Map(
    roster.map((row, i) => {
      const trainee = trainees[i]!;
      const { occupation, level } = trainee.certificate ?? {};
      const basis: Basis = {
        taken: g.taken.get(row.personId) ?? null,
        elsewhere: g.elsewhere.get(row.personId) ?? [],
        catalogue: findInCatalogue(catalogue, occupation, level) ?? null,
        days,
        ...(g.removed.has(row.ref) && { removed: g.removed.get(row.ref)! }),
        ...(g.registered && { registration: trainee.registration }),
        ...(trainee.blacklisted && { blacklisted: trainee.blacklisted }),
      };
      return [row.ref, { row, trainee, basis }];
    }),
  );
  const judged = lines.map((line) => {
    const { row, trainee, basis } = people.get(line.ref)!;
    return { line: partly(barred(g, line, row, basis), row), personId: row.personId, trainee, basis };
  });
  const went = [...people.values()].map(({ row, trainee, basis }) => [row.personId, row.birthDate, trainee, basis]);
  const came = judged.map(({ line: { messages: _, ...line } }) => line);
  const hash = hashOf([law.rules, law.params, facts, went, came]);
  return { refusals, lines: judged, hash };
}

const hashOf = (value: unknown) => createHash('sha256').update(canonicalJson(value)).digest('hex');

/** Where nobody applies the money comes first, and what is learnt later has no part in it. */
export const appliedFor = (rules: ProgrammeRules) => rules.steps.some((step) => step.kind === 'application');

/** Each person with attended lessons, certificate and what they took elsewhere. Nobody counts for more hours than the plan has. */
async function traineesOf(
  db: Queryable,
  { claim, law, roster, days: classDays, taken, blacklisted, registered, certificatesExpected }: Grounds,
): Promise<Trainee[]> {
  const applied = appliedFor(law.rules);
  const members = roster.filter(({ joinedOn, leftOn }) => joinedOn ?? leftOn);
  const attended = { ...classDays, members: members.map(({ ref, joinedOn, leftOn }) => ({ ref, joinedOn, leftOn })) };
  const attendance = applied
    ? await attendanceOf(db, claim.id, attended, attendedDayOf(law.params))
    : new Map<string, never>();
  const id = certificatesExpected ? null : claim.application_dossier_id;
  const application = id ? (await readDossier<ApplicationForm>(db, id))?.body : undefined;
  const certificates = new Map((application?.certificates ?? []).map((certificate) => [certificate.ref, certificate]));
  // Unknown is taken for granted, none is not.
  const unsaid = applied && !certificatesExpected ? null : undefined;
  return roster.map((row) => {
    const recorded = attendance.get(row.ref) ?? { minutes: [], days: 0 };
    const certificate = certificates.get(row.ref) ?? (certificatesExpected ? row.plannedCertificate : null);
    // What the claimant states counts as far as there is a record of it.
    const days = Math.min(certificate?.days ?? recorded.days, recorded.days);
    const trainee: Trainee = {
      ...traineeOf(row, blacklisted.get(row.personId)),
      lessonMinutes: recorded.minutes,
      certificate: applied && certificate ? { ...certificate, days } : unsaid,
      days,
      registration: registered ? (registered.get(row.personId) ?? null) : undefined,
    };
    return withCaps(trainee, taken.get(row.personId));
  });
}

/** What a day of training is by the claim's law; undefined where the claim has pinned none. */
export function attendedDayOf(params: ResolvedParams): AttendedDay | undefined {
  const hours = params['attended-day-class-hours'];
  const minutes = params['minutes-per-class-hour'];
  return hours && minutes && { classHours: numberOf(hours), minutesPerClassHour: numberOf(minutes) };
}

/** The figure that forbids paying one person for two classes of the same days. */
export const oneClass = 'one-class-at-a-time';

/** What takes a line from a person: a reviewer; another class on the same days; that they were too young when the class opened. */
function barred({ law, days }: Grounds, line: Line, row: RosterRow, { elsewhere, removed }: Basis): Line {
  const age = law.params['minimum-age'];
  const { openedOn } = days;
  if (removed) return removedFor(line, removed);
  if (elsewhere.length > 0) return nothing(line, 'overlapping-class', {}, law.params[oneClass]);
  if (!age || !openedOn || !row.birthDate || ageOn(row.birthDate, openedOn) >= numberOf(age)) return line;
  return nothing(line, 'under-age', { age: numberOf(age), on: openedOn }, age);
}

/** Also in the place of another reason: it is what the person is told. */
function removedFor(line: Line, reasonCode: string): Line {
  const messages = say('line-removed', { ...reasonName(reasonCode) });
  const why = { code: 'line-removed', messages, source: '' } as const;
  return { ...line, eligible: false, amountFen: 0, trace: [], ...why };
}

function nothing(line: Line, code: Code, params: MessageParams, figure: Resolved | undefined): Line {
  if (line.amountFen === 0) return line;
  const why = { code, messages: say(code, params), source: figure ? cite(figure.source) : '' };
  return { ...line, eligible: false, amountFen: 0, trace: [], ...why };
}

/** Says of a line that its person came later, or left before the end. */
function partly(line: Line, { joinedOn, leftOn }: RosterRow): Line {
  const facts = [
    ...(joinedOn ? [['trainee-joined', joinedOn] as const] : []),
    ...(leftOn ? [['trainee-left', leftOn] as const] : []),
  ];
  if (facts.length === 0) return line;
  const said = [...(line.messages ? [line.messages] : []), ...facts.map(([code, on]) => say(code, { on }))];
  const messages = { zh: said.map(({ zh }) => zh).join(''), en: said.map(({ en }) => en).join(' ') };
  return { ...line, code: line.code ?? facts.at(-1)![0], messages };
}
