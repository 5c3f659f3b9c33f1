import { attendanceOf, type ClassDays } from '../../db/claims/records.ts';
import { readDossier } from '../../db/intake/dossiers.ts';
import { type RosterRow, readRosterRows } from '../../db/intake/rosters.ts';
import { lockPeople, overlappingClasses } from '../../db/money/caps.ts';
import { insertLines, type NewLine } from '../../db/money/lines.ts';
import { localDateOf } from '../../domain/calendar/date.ts';
import { type ApplicationForm, factsOf } from '../../domain/claim/forms.ts';
import { ageOn } from '../../domain/identity/idNumber.ts';
import { type Code, type MessageParams, say } from '../../domain/messages/index.ts';
import { calculate } from '../../domain/money/calculate.ts';
import type { Facts, Line, Trainee } from '../../domain/money/types.ts';
import { refusedBy } from '../../domain/problem.ts';
import { numberOf } from '../../domain/rules/figures.ts';
import { cite, type Resolved } from '../../domain/rules/param.ts';
import { traineeOf } from './admission.ts';
import { capsTaken, reserve, type Taken, withCaps } from './caps.ts';
import { acceptedFiling, type Context } from './context.ts';

/**
 * Fixes what every person of the claim brings, from the pinned law and the facts on file, and reserves the room under the caps.
 * People are locked first: a second claim of the same people waits and then sees what is left. Throws Problem when the rules refuse.
 * False: every line is 0, each with its reason on file, and there is nothing to pay.
 */
export async function fixEntitlements(c: Context): Promise<boolean> {
  const { claim, law, tx } = c;
  const facts = await factsOfClaim(c);
  const roster = await readRosterRows(tx, claim.roster_id);
  const personIds = roster.map((row) => row.personId);
  await lockPeople(tx, personIds);
  const taken = await capsTaken(tx, law.rules, facts, personIds);
  const trainees = await traineesOf(c, roster, taken);
  const catalogue = c.deps.registry.catalogue(claim.jurisdiction);
  const { refusals, lines } = calculate({ rules: law.rules, params: law.params, facts, trainees, catalogue });
  if (refusals.length > 0) throw refusedBy(refusals);
  const overlaps = await overlapsOf(c, facts, personIds);
  const byRef = new Map(roster.map((row, i) => [row.ref, { row, trainee: trainees[i]! }]));
  const judged = lines.map((line) => {
    const { row, trainee } = byRef.get(line.ref)!;
    const elsewhere = overlaps.get(row.personId);
    return { personId: row.personId, trainee, line: barred(c, line, row, elsewhere), elsewhere };
  });
  await insertLines(
    tx,
    judged.map(({ line, personId, elsewhere }) =>
      rowOf(c, line, personId, elsewhere ?? takenBy(line, taken.get(personId))),
    ),
  );
  await reserve(tx, claim.id, law.rules, facts, judged);
  return judged.some(({ line }) => line.amountFen > 0);
}

export const classDaysOf = ({ claim }: Pick<Context, 'claim'>): ClassDays => ({
  openedOn: claim.class_opened_on,
  endedOn: claim.class_ended_on,
});

export async function factsOfClaim(c: Context): Promise<Facts> {
  const { filing } = await acceptedFiling(c);
  const { filed_at, class_opened_on, class_ended_on } = c.claim;
  return factsOf(filing, {
    filedOn: localDateOf(filed_at),
    classOpenedOn: class_opened_on,
    classEndedOn: class_ended_on,
  });
}

/** Each person with attended lessons, certificate and what they took elsewhere. Nobody counts for more hours than the plan has. */
async function traineesOf(c: Context, roster: readonly RosterRow[], taken: Map<string, Taken>): Promise<Trainee[]> {
  const attendance = await attendanceOf(c.tx, c.claim.id, classDaysOf(c));
  const id = c.claim.application_dossier_id;
  const application = id ? (await readDossier<ApplicationForm>(c.tx, id))?.body : undefined;
  const certificates = new Map((application?.certificates ?? []).map((certificate) => [certificate.ref, certificate]));
  const applied = c.law.rules.steps.some((step) => step.kind === 'application');
  return roster.map((row) => {
    const attended = attendance.get(row.ref) ?? { minutes: [], days: 0 };
    const certificate = certificates.get(row.ref);
    // What the claimant states counts as far as there is a record of it.
    const days = Math.min(certificate?.days ?? attended.days, attended.days);
    const trainee: Trainee = {
      ...traineeOf(row),
      lessonMinutes: attended.minutes,
      certificate: applied ? (certificate ? { ...certificate, days } : null) : undefined,
      days,
    };
    return withCaps(trainee, taken.get(row.personId));
  });
}

/** The figure that forbids paying one person for two classes of the same days. */
const oneClass = 'one-class-at-a-time';

/** Per person: other claims with a standing line for a class on the same days. */
async function overlapsOf(c: Context, facts: Facts, personIds: readonly string[]): Promise<Map<string, string[]>> {
  const { classOpenedOn, classEndedOn } = facts;
  if (!classOpenedOn || !classEndedOn || c.law.params[oneClass]?.value !== true) return new Map();
  const found = await overlappingClasses(c.tx, c.claim.id, personIds, classOpenedOn, classEndedOn);
  const byPerson = new Map<string, string[]>();
  for (const { person_id, claim_id } of found) byPerson.set(person_id, [...(byPerson.get(person_id) ?? []), claim_id]);
  return byPerson;
}

/** What the class as it really was takes from a line: a person in another class on the same days, or too young when it opened. */
function barred(c: Context, line: Line, row: RosterRow, elsewhere: string[] | undefined): Line {
  const age = c.law.params['minimum-age'];
  const { class_opened_on: openedOn } = c.claim;
  if (elsewhere) return nothing(line, 'overlapping-class', {}, c.law.params[oneClass]);
  if (!age || !openedOn || !row.birthDate || ageOn(row.birthDate, openedOn) >= numberOf(age)) return line;
  return nothing(line, 'under-age', { age: numberOf(age), on: openedOn }, age);
}

function nothing(line: Line, code: Code, params: MessageParams, figure: Resolved | undefined): Line {
  if (line.amountFen === 0) return line;
  const why = { code, messages: say(code, params), source: figure ? cite(figure.source) : '' };
  return { ...line, eligible: false, amountFen: 0, trace: [], ...why };
}

const capCodes = new Set(['cap-reached', 'cap-applied', 'subsidy-count-reached', 'certificate-already-subsidised']);

function takenBy(line: Line, taken: Taken | undefined): string[] {
  return line.code && capCodes.has(line.code) ? (taken?.claims ?? []) : [];
}

function rowOf(c: Context, line: Line, personId: string, claims: string[]): NewLine {
  return {
    claim_id: c.claim.id,
    ref: line.ref,
    component: line.component,
    fund: line.fund,
    person_id: personId,
    eligible: line.eligible,
    amount_fen: line.amountFen,
    class_hours: line.classHours ?? null,
    code: line.code ?? null,
    source: line.source ?? null,
    messages: line.messages ?? null,
    trace: line.trace,
    taken_by: claims,
  };
}
