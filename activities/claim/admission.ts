import { createHash } from 'node:crypto';
import type { ClaimRow } from '../../db/claims/claims.ts';
import type { PinnedLaw } from '../../db/claims/pins.ts';
import { birthDatesOf, countMembers, type RosterFacts, readRosterFacts } from '../../db/intake/rosters.ts';
import { isListed } from '../../db/money/credit-listings.ts';
import type { Queryable } from '../../db/pool.ts';
import { asSystemIn } from '../../db/scope.ts';
import type { LocalDate } from '../../domain/calendar/date.ts';
import { claimantIn, type FilingForm, factsOf, type Parties } from '../../domain/claim/forms.ts';
import { type Hint, waivedHints } from '../../domain/directory/filing-check.ts';
import { ageOn } from '../../domain/identity/idNumber.ts';
import type { Listed } from '../../domain/listings/listing.ts';
import { isOtherPayee, payeeFigure } from '../../domain/money/bank-account.ts';
import { type CalculationInput, calculate } from '../../domain/money/calculate.ts';
import type { Calculation, Facts, Trainee } from '../../domain/money/types.ts';
import { type Fault, fault, Problem, refusedBy } from '../../domain/problem.ts';
import type { Programme, ProgrammeRules } from '../../domain/rules/jurisdiction.ts';
import { resolveFor } from '../../domain/rules/milestones.ts';
import { type ResolvedParams, resolve } from '../../domain/rules/param.ts';
import { inWords } from '../../jurisdictions/in-words.ts';
import type { Deps } from '../deps.ts';
import { blacklistedPeople, demandNotBlacklisted } from './black-list.ts';
import { capsTaken, roomOf, withCaps } from './caps.ts';
import type { Context } from './context.ts';
import { checkDirectory } from './directory.ts';
import { ownHints } from './filing-hints.ts';
import { registerSays } from './registration.ts';

/** A filing that the rules admit, with what is pinned for it. */
export interface Admission {
  rules: ProgrammeRules;
  /** In force on the day of filing, of milestone `filing`. */
  params: ResolvedParams;
  /** Hash of rules and figures: which version of the law the claim runs under. */
  rulesVersion: string;
  /** Whoever belongs to the class. */
  roster: RosterFacts[];
  estimate: Calculation;
  /** What a reviewer should know of it. */
  hints: Hint[];
}

/** What is to be admitted. */
export interface Admitted {
  jurisdiction: string;
  programme: string;
  form: FilingForm;
  rosterId: string;
  filedOn: LocalDate;
  law?: PinnedLaw;
  /** Left out: it is filed for the first time. */
  claimId?: string;
  /** Who is looked up in the lists, and on which day; left out: everybody that the form names, on the day of filing. */
  lookedUp?: { on: LocalDate; parties: Parties };
}

/**
 * Whether the rules admit a filing. The API asks before the workflow starts: an Update that is rejected inside leaves a workflow behind.
 * Throws Problem with the code of the first refusal; `pathOf`: where the form stands in what was handed in, field by field.
 */
export async function demandAdmissible(
  deps: Pick<Deps, 'registry'>,
  db: Queryable,
  filing: Admitted,
  pathOf?: (code: string) => string | undefined,
): Promise<void> {
  // Once for all that is asked below, which is asked within the system's scope wherever it is asked from.
  await asSystemIn(db, async () => {
    const { known, parameters } = await examine(deps, db, filing);
    demandPeople(deps, filing, await countMembers(db, filing.rosterId));
    await demandAges(db, filing, known.params);
    // What each person brings is told by the filing itself.
    const { refusals } = inWords(calculate({ ...known, trainees: [] }), parameters);
    if (refusals.length > 0) throw refusedBy(refusals, pathOf);
  });
}

/** The same within the filing, and what it would bring. How old people are was asked before. */
export async function admit(deps: Pick<Deps, 'registry'>, db: Queryable, filing: Admitted): Promise<Admission> {
  const admission = await assess(deps, db, filing);
  if (admission.estimate.refusals.length > 0) throw refusedBy(admission.estimate.refusals);
  return admission;
}

/** A corrected filing that names another platform or institution has them looked up on the day of the correction. */
export function lookedUpAnew(before: FilingForm, form: FilingForm, on: LocalDate): Admitted['lookedUp'] {
  const named = ({ platform, institution }: FilingForm) => JSON.stringify([platform, institution]);
  return named(before) === named(form) ? undefined : { on, parties: form };
}

/** The same, with what the rules refuse left standing in the estimate. */
export async function assess(deps: Pick<Deps, 'registry'>, db: Queryable, filing: Admitted): Promise<Admission> {
  const { known, parameters, hints, asked } = await examine(deps, db, filing);
  const roster = await asSystemIn(db, () => readRosterFacts(db, filing.rosterId));
  demandPeople(deps, filing, roster.length);
  const people = roster.map(({ personId }) => personId);
  const blacklisted = await blacklistedPeople(deps, db, asked, people);
  const estimate = inWords(await estimateOf(db, filing.jurisdiction, known, roster, blacklisted), parameters);
  const params = resolve(parameters, filing.filedOn, ['filing']);
  const rulesVersion = versionOf(known.rules, known.params);
  const own = await ownHints(deps, db, filing, roster.length);
  return { rules: known.rules, params, rulesVersion, roster, estimate, hints: [...hints, ...own] };
}

/** What is known of the claim as a whole. Throws Problem for who may not file, and for a form that lacks its account. */
async function examine(deps: Pick<Deps, 'registry'>, db: Queryable, filing: Admitted) {
  const place = deps.registry.programme(filing.jurisdiction, filing.programme);
  const { parameters } = place;
  // A claim that runs already is judged by the law that it has pinned, not by today's.
  const rules = filing.law?.rules ?? place.rules;
  const { classOpensOn, classEndsOn } = filing.form.training;
  const days = { filedOn: filing.filedOn, classOpenedOn: classOpensOn, classEndedOn: classEndsOn };
  // Whatever it declares: who is listed as dishonest here and has not repaid is not creditworthy.
  // An institution files for another enterprise, which may be listed.
  const { enterprise } = filing.form;
  const listed = enterprise && (await asSystemIn(db, () => isListed(db, enterprise.uscc)));
  const facts = factsOf(listed ? { ...filing.form, enterprise: { ...enterprise, creditworthy: false } } : filing.form, {
    filedOn: filing.filedOn,
    classOpenedOn: classOpensOn ?? null,
    classEndedOn: classEndsOn ?? null,
  });
  const params = { ...resolveFor(parameters, days), ...filing.law?.params };
  const asked = { jurisdiction: filing.jurisdiction, on: filing.filedOn, params: filing.law?.params ?? params };
  const { on, parties } = filing.lookedUp ?? { on: filing.filedOn, parties: filing.form };
  await demandNotBlacklisted(deps, db, { ...asked, on }, parties);
  const hints = [
    ...(await checkDirectory(deps, db, { ...asked, on }, parties)),
    ...waivedHints(filing.form, place.programme.materials.filing),
    ...payeeHints(filing.form, place.programme.claimant, asked.params),
  ];
  if (rules.steps.some((step) => step.kind === 'advance') && !filing.form.bankAccount) {
    throw new Problem('bank-account-required', {}, [fault('bank-account-required', { path: 'filing.bankAccount' })]);
  }
  const known = { rules, params, facts, catalogue: deps.registry.catalogue(filing.jurisdiction) };
  return { known, parameters, hints, asked };
}

/** Where the money comes first the account is named at once, and no application follows in which it would be found. An individual is not named. */
function payeeHints(form: FilingForm, claimant: Programme['claimant'], params: ResolvedParams): Hint[] {
  const name = claimantIn(form, claimant)?.name;
  if (!form.bankAccount || !name || params[payeeFigure]?.value !== true) return [];
  return isOtherPayee(form.bankAccount, name) ? [{ code: 'payee-not-claimant', detail: {} }] : [];
}

/** Who has left brings nothing that could be estimated. */
function demandPeople({ registry }: Pick<Deps, 'registry'>, filing: Admitted, count: number): void {
  if (count === 0) throw new Problem('roster-empty');
  const { claimant } = registry.programme(filing.jurisdiction, filing.programme).programme;
  if (claimant === 'individual' && count > 1) throw new Problem('individual-claims-alone', { count });
}

/** What the planned class would bring if everybody completes it, with the room that is left under the caps now. */
export async function estimateOf(
  db: Queryable,
  jurisdiction: string,
  known: Omit<CalculationInput, 'trainees'>,
  roster: readonly RosterFacts[],
  blacklisted: ReadonlyMap<string, Listed>,
): Promise<Calculation> {
  const { rules, facts } = known;
  const people = roster.map((row) => row.personId);
  // Other claimants' claims take room as well.
  const taken = await asSystemIn(db, () => capsTaken(db, rules, facts, people));
  // The register is the place's. Who is not in it yet may be until the class opens.
  const registered = await asSystemIn(db, () => registerSays(db, rules, jurisdiction, people));
  const trainees = roster.map((row) => {
    const listed = blacklisted.get(row.personId);
    const planned = { ...plannedOf(row, facts, listed), registration: registered?.get(row.personId) };
    const own = taken.get(row.personId);
    return withCaps(planned, own && roomOf(own));
  });
  return calculate({ ...known, trainees });
}

/** Somebody who completes the class as it is planned, and brings the certificate that is planned. */
export function plannedOf(row: RosterFacts, { plan }: Facts, blacklisted?: Listed): Trainee {
  return {
    ...traineeOf(row, blacklisted),
    classHours: plan?.classHours,
    certificate: row.plannedCertificate ?? undefined,
  };
}

/** What the rules may know of a person on the roster. */
export function traineeOf(row: RosterFacts, blacklisted: Listed | undefined): Trainee {
  return {
    ref: row.ref,
    relation: row.relation,
    registeredOn: row.registeredOn ?? undefined,
    joinedOn: row.joinedOn ?? undefined,
    leftOn: row.leftOn ?? undefined,
    hiredOn: row.hiredOn ?? undefined,
    insuredFrom: row.insuredFrom ?? undefined,
    contract: row.contract ?? undefined,
    workTrainingSubsidyFen: row.workTrainingSubsidyFen ?? undefined,
    allowanceCategory: row.allowanceCategory ?? undefined,
    blacklisted,
  };
}

/** Nobody is too young on the day on which the class opens. @throws Problem `invalid-input` */
export async function demandAges(
  db: Queryable,
  { rosterId, form, filedOn }: Pick<Admitted, 'rosterId' | 'form' | 'filedOn'>,
  params: ResolvedParams,
): Promise<void> {
  const age = params['minimum-age']?.value;
  if (typeof age !== 'number') return;
  const on = form.training.classOpensOn ?? filedOn;
  // Whose roster it is was asked when it was named: asked again of every row, a long one takes minutes.
  await asSystemIn(db, async () => {
    const faults: Fault[] = [];
    for await (const { rowNo, birthDate } of birthDatesOf(db, rosterId))
      if (ageOn(birthDate, on) < age) faults.push(fault('under-age', { row: rowNo }, { age, on }));
    if (faults.length > 0) throw new Problem('invalid-input', {}, faults);
  });
}

export function versionOf(rules: ProgrammeRules, figures: ResolvedParams): string {
  return createHash('sha256')
    .update(JSON.stringify([rules, figures]))
    .digest('hex')
    .slice(0, 12);
}

/** The days of the class by its plan. What was reported of it is no plan any more. */
export function plannedDays(
  { claim, law }: Pick<Context, 'claim' | 'law'>,
  { training: { classOpensOn, classEndsOn } }: FilingForm,
): Pick<ClaimRow, 'class_opened_on' | 'class_ended_on'> {
  return {
    class_opened_on: law.milestones.has('class-opened') ? claim.class_opened_on : (classOpensOn ?? null),
    class_ended_on: law.milestones.has('class-ended') ? claim.class_ended_on : (classEndsOn ?? null),
  };
}
