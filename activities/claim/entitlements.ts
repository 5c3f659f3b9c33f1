import { raiseFinding } from '../../db/claims/findings.ts';
import { attendanceOf } from '../../db/claims/records.ts';
import { readDossier } from '../../db/intake/dossiers.ts';
import { type RosterRow, readRosterRows } from '../../db/intake/rosters.ts';
import { lockPeople, overlappingClasses } from '../../db/money/caps.ts';
import { insertLines, type NewLine } from '../../db/money/lines.ts';
import { localDateOf } from '../../domain/calendar/date.ts';
import { type ApplicationForm, factsOf } from '../../domain/claim/forms.ts';
import { say } from '../../domain/messages/index.ts';
import { calculate } from '../../domain/money/calculate.ts';
import { hoursOf } from '../../domain/money/calculators/class-hours.ts';
import type { Facts, Line, Trainee } from '../../domain/money/types.ts';
import { refusedBy } from '../../domain/problem.ts';
import { cite } from '../../domain/rules/param.ts';
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
    return { personId: row.personId, trainee, line: elsewhere ? withoutOverlap(c, line) : line, elsewhere };
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
  const attendance = await attendanceOf(c.tx, c.claim.id);
  const id = c.claim.application_dossier_id;
  const application = id ? (await readDossier<ApplicationForm>(c.tx, id))?.body : undefined;
  const certificates = new Map((application?.certificates ?? []).map((certificate) => [certificate.ref, certificate]));
  const applied = c.law.rules.steps.some((step) => step.kind === 'application');
  return roster.map((row) => {
    const certificate = certificates.get(row.ref);
    const trainee: Trainee = {
      ...traineeOf(row),
      lessonMinutes: attendance.get(row.ref)?.minutes ?? [],
      certificate: applied ? (certificate ?? null) : undefined,
      days: certificate?.days ?? attendance.get(row.ref)?.days,
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

function withoutOverlap(c: Context, line: Line): Line {
  if (line.amountFen === 0) return line;
  const source = cite(c.law.params[oneClass]!.source);
  const why = { code: 'overlapping-class', messages: say('overlapping-class'), source };
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

/** Hours above the plan are accepted, count up to the plan, and are put before the reviewer. */
export async function findHoursAbovePlan(c: Context): Promise<number> {
  const { plan } = await factsOfClaim(c);
  const per = c.law.params['minutes-per-class-hour']?.value;
  if (!plan || typeof per !== 'number') return 0;
  let found = 0;
  for (const [ref, { minutes }] of await attendanceOf(c.tx, c.claim.id)) {
    const hours = hoursOf(minutes, per);
    if (hours <= plan.classHours) continue;
    found += 1;
    const detail = { classHours: hours, plannedClassHours: plan.classHours };
    await raiseFinding(c.tx, { claim_id: c.claim.id, ref, code: 'hours-above-plan', detail });
  }
  return found;
}
