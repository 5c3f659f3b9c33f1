import { pinnedLaw } from '../../db/claims/pins.ts';
import { type RosterFacts, readRosterFacts, readRosterRows } from '../../db/intake/rosters.ts';
import type { Queryable } from '../../db/pool.ts';
import { type LocalDate, localDateOf } from '../../domain/calendar/date.ts';
import { calculate, checkOf } from '../../domain/money/calculate.ts';
import type { Facts, Line } from '../../domain/money/types.ts';
import { resolveFor } from '../../domain/rules/milestones.ts';
import { assess, plannedOf } from './admission.ts';
import { appliedFor } from './calculation.ts';
import { acceptedFiling } from './context.ts';
import { entitledNow, factsOfClaim, type Judging } from './entitlements.ts';

interface Foreseen {
  roster: readonly RosterFacts[];
  lines: readonly Line[];
}

/**
 * What every person would have if the claim were approved now; nothing is written. At the review that fixes it, by everything that is on file;
 * once the class is over, or where `byRecords` asks for it, by the learning records and as if everybody brought their certificate; before
 * that by the plan, as if everybody completed it.
 */
export async function foreseenLines(c: Omit<Judging, 'law'>, byRecords = false): Promise<Foreseen> {
  const law = await pinnedLaw(c.tx, c.claim.id);
  if (!appliedFor(law.rules) || c.claim.stage === 'application-review') return fixedNow({ ...c, law });
  return byRecords || law.milestones.has('class-ended') ? fixedNow({ ...c, law }, true) : planned({ ...c, law });
}

/** What the approval pins first is in force on the days of the class. */
async function fixedNow(c: Judging, certificatesExpected = false): Promise<Foreseen> {
  const { jurisdiction, programme, roster_id: rosterId } = c.claim;
  const facts = await factsOfClaim(c);
  const { parameters } = c.deps.registry.programme(jurisdiction, programme);
  const law = { ...c.law, params: { ...resolveFor(parameters, facts), ...c.law.params } };
  const roster = await readRosterRows(c.tx, rosterId);
  const { lines } = await entitledNow({ ...c, law }, facts, roster, new Map(), certificatesExpected);
  return { roster, lines: lines.map(({ line }) => line) };
}

async function planned({ tx, deps, claim, law }: Judging): Promise<Foreseen> {
  const { filing: form, rosterId } = await acceptedFiling({ tx, claim });
  const { jurisdiction, programme } = claim;
  const filedOn = localDateOf(claim.filed_at);
  // Nobody is named anew.
  const lookedUp = { on: filedOn, parties: {} };
  const { estimate, roster } = await assess(deps, tx, {
    jurisdiction,
    programme,
    form,
    rosterId,
    filedOn,
    law,
    lookedUp,
  });
  return { roster, lines: estimate.lines };
}

/** A roster that nothing is filed with yet. */
interface Uploaded {
  jurisdiction: string;
  programme: string;
  rosterId: string;
  filedOn: LocalDate;
  class: { classOpenedOn?: LocalDate; classEndedOn?: LocalDate; classHours?: number };
}

/**
 * What its people would have of a claim that meets every other condition, by what the roster itself says: anybody can put anybody on a roster,
 * and learns here neither what they had elsewhere nor where they are listed or registered. No lines where the days leave open what is in force.
 */
export async function foreseenOfRoster(
  deps: Pick<Judging['deps'], 'registry'>,
  db: Queryable,
  { jurisdiction, programme, rosterId, filedOn, class: { classHours, ...days } }: Uploaded,
): Promise<readonly Line[]> {
  const { rules, parameters } = deps.registry.programme(jurisdiction, programme);
  const facts: Facts = {
    filedOn,
    ...days,
    enterprise: { kind: 'ordinary' },
    plan: classHours ? { classHours } : undefined,
  };
  const params = resolveFor(parameters, facts);
  const ofPeople = { ...rules, eligibility: rules.eligibility.filter((rule) => checkOf(rule).of === 'person') };
  const roster = await readRosterFacts(db, rosterId);
  const trainees = roster.map((row) => plannedOf(row, facts));
  const catalogue = deps.registry.catalogue(jurisdiction);
  const { refusals, lines } = calculate({ rules: ofPeople, params, facts, catalogue, trainees });
  return refusals.length > 0 ? [] : lines;
}
