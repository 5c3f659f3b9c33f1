import type { ClaimRow } from '../../../db/claims/claims.ts';
import { type PinnedLaw, pinnedLaw, pinOf } from '../../../db/claims/pins.ts';
import { readRosterRows } from '../../../db/intake/rosters.ts';
import { lockPeople } from '../../../db/money/caps.ts';
import { type LineRow, linesOf } from '../../../db/money/lines.ts';
import type { Queryable } from '../../../db/pool.ts';
import { erasureOf } from '../../../db/privacy/retention.ts';
import { localDateOf } from '../../../domain/calendar/date.ts';
import type { FilingDossier } from '../../../domain/claim/forms.ts';
import { changedFigures, type LineChange, type RepinningPreview } from '../../../domain/claim/repinning.ts';
import { type Adjustment, adjust, type Part } from '../../../domain/money/adjustment.ts';
import { Problem, refusedBy } from '../../../domain/problem.ts';
import { type Milestone, type ResolvedParams, resolve } from '../../../domain/rules/param.ts';
import type { Deps } from '../../deps.ts';
import { assess } from '../admission.ts';
import { entitle, type Judged } from '../calculation.ts';
import { capsTaken, roomOf, type Taken } from '../caps.ts';
import { acceptedFiling } from '../context.ts';
import { endOf, later } from '../enter.ts';
import { factsOfClaim } from '../entitlements.ts';
import { keptGrounds } from '../kept-grounds.ts';

/** What a re-pinning would do, with everything that is needed to do it. */
export interface Planned {
  preview: RepinningPreview;
  /** Of the milestone, as the place has it now. */
  params: ResolvedParams;
  law: PinnedLaw;
  lines: Judged[];
  /** SHA-256 of the new calculation; null while entitlements are not fixed. */
  hash: string | null;
  taken: ReadonlyMap<string, Taken>;
  /** Per line, by `keyOf`. */
  adjustments: ReadonlyMap<string, Adjustment>;
}

type Knowing = { tx: Queryable; deps: Pick<Deps, 'registry' | 'calendar'>; claim: ClaimRow };

export const keyOf = ({ ref, component }: { ref: string; component: string }) => `${component}/${ref}`;

/**
 * What becomes another if a milestone is pinned as the place has it now: figures, amounts per person, a deadline. Asks for the room under caps that
 * all other claims leave now; the people of the claim are locked. @throws Problem `repinning-nothing-pinned`, and what the rules refuse
 */
export async function plan({ tx, deps, claim }: Knowing, milestone: Milestone): Promise<Planned> {
  if (claim.closed && claim.stage !== 'paid') throw new Problem('repinning-not-paid', { stage: claim.stage });
  if (await erasureOf(tx, claim.id)) throw new Problem('repinning-erased');
  const pinned = await pinOf(tx, claim.id, milestone);
  if (!pinned) throw new Problem('repinning-nothing-pinned', { milestone });
  const { parameters } = deps.registry.programme(claim.jurisdiction, claim.programme);
  const params = resolve(parameters, pinned.on_date, [milestone]);
  const before = await pinnedLaw(tx, claim.id);
  const others = Object.entries(before.params).filter(([, { bindsOn }]) => bindsOn !== milestone);
  const law: PinnedLaw = { ...before, params: { ...Object.fromEntries(others), ...params } };
  const known = await linesOf(tx, claim.id);
  const money = known.length > 0 ? await recalculated({ tx, deps, claim }, law, known) : none;
  const preview: RepinningPreview = {
    on: pinned.on_date,
    figures: changedFigures(before.params, law.params, milestone),
    estimate:
      known.length > 0 ? null : { beforeFen: claim.estimate_fen, afterFen: await estimate({ tx, deps, claim }, law) },
    ...money.shown,
    dueAt: { before: claim.due_at, after: dueUnder({ deps, claim }, law) },
  };
  return { preview, params, law, ...money };
}

const none = {
  shown: {
    ...{ lines: [], unpublished: [] },
    totals: { beforeFen: 0, afterFen: 0, paidFen: 0, payMoreFen: 0, shrinkFen: 0, recoverFen: 0 },
  },
  ...{ lines: [], hash: null, taken: new Map<string, Taken>(), adjustments: new Map<string, Adjustment>() },
};

async function estimate({ tx, deps, claim }: Knowing, law: PinnedLaw): Promise<number> {
  const { filing: form, rosterId }: FilingDossier = await acceptedFiling({ tx, claim });
  const { jurisdiction, programme } = claim;
  const filedOn = localDateOf(claim.filed_at);
  // Nobody is named anew.
  const lookedUp = { on: filedOn, parties: {} };
  const { estimate } = await assess(deps, tx, { jurisdiction, programme, form, rosterId, filedOn, law, lookedUp });
  if (estimate.refusals.length > 0) throw refusedBy(estimate.refusals);
  return estimate.totalFen;
}

async function recalculated({ tx, claim }: Knowing, law: PinnedLaw, known: readonly LineRow[]) {
  const grounds = keptGrounds(known);
  if (!grounds) throw new Problem('repinning-no-basis');
  const facts = await factsOfClaim({ tx, claim }, grounds.days);
  const roster = await readRosterRows(tx, claim.roster_id);
  const people = roster.map(({ personId }) => personId);
  await lockPeople(tx, people);
  const all = await capsTaken(tx, law.rules, facts, people);
  const taken = new Map([...all].map(([person, uses]) => [person, withoutClaim(uses, claim.id)]));
  const { refusals, lines, hash } = await entitle(tx, {
    ...{ ...grounds, claim, law, facts, roster },
    taken: new Map([...taken].map(([person, uses]) => [person, roomOf(uses)])),
  });
  if (refusals.length > 0) throw refusedBy(refusals);
  const noticeOver = claim.closed || claim.stage === 'payable';
  const parts = partsBy(known);
  const adjusted = lines.map(({ line }) => {
    const adjustment = adjust(parts.get(keyOf(line)) ?? [], line.amountFen, noticeOver);
    return { line, adjustment };
  });
  const changed: LineChange[] = adjusted
    .filter(({ adjustment: { beforeFen, afterFen } }) => beforeFen !== afterFen)
    .map(({ line: { ref, component, fund }, adjustment: { beforeFen, afterFen, paidFen } }) => ({
      ...{ ref, component, fund, beforeFen, afterFen, paidFen },
    }));
  const unpublished = adjusted.filter(({ adjustment }) => adjustment.unpublished).map(({ line }) => line.ref);
  return {
    shown: { lines: changed, unpublished, totals: totalsOf(adjusted.map(({ adjustment }) => adjustment)) },
    ...{ lines, hash, taken },
    adjustments: new Map(adjusted.map(({ line, adjustment }) => [keyOf(line), adjustment])),
  };
}

/** The room that this very claim has taken is its own. */
function withoutClaim({ amount, count, once }: Taken, claimId: string): Taken {
  const others = <T extends { claim_id: string }>(uses: T[]) => uses.filter(({ claim_id }) => claim_id !== claimId);
  return { amount: others(amount), count: others(count), once: others(once) };
}

function partsBy(known: readonly LineRow[]): Map<string, Part[]> {
  const parts = new Map<string, Part[]>();
  for (const { part, status, amount_fen: amountFen, reduced_fen: reducedFen, ...line } of known) {
    const own = parts.get(keyOf(line)) ?? [];
    parts.set(keyOf(line), [...own, { part, status, amountFen, reducedFen }]);
  }
  return parts;
}

function totalsOf(all: readonly Adjustment[]): RepinningPreview['totals'] {
  const total = (of: (one: Adjustment) => number) => all.reduce((sum, one) => sum + of(one), 0);
  const recover = (one: Adjustment) => one.reduce.reduce((sum, { fen }) => sum + fen, 0);
  return {
    beforeFen: total(({ beforeFen }) => beforeFen),
    afterFen: total(({ afterFen }) => afterFen),
    paidFen: total(({ paidFen }) => paidFen),
    payMoreFen: total(({ beforeFen, afterFen }) => Math.max(0, afterFen - beforeFen)),
    shrinkFen: total((one) => Math.max(0, one.beforeFen - one.afterFen) - recover(one)),
    recoverFen: total(recover),
  };
}

/** End of the period that runs, by the new figures and today's calendar. Nobody loses time by a re-pinning. */
function dueUnder({ deps, claim }: Pick<Knowing, 'deps' | 'claim'>, law: PinnedLaw): ClaimRow['due_at'] {
  if (!claim.due_at || claim.closed) return claim.due_at;
  const own = claim.due_rule && claim.due_event ? { rule: claim.due_rule, event: claim.due_event } : null;
  const { rule, event } = own ?? { rule: claim.stage === 'training' && fixedDeadline(law), event: claim.filed_at };
  const end = rule ? endOf({ deps, law }, rule, event) : null;
  return end === 'pending' ? claim.due_at : later(claim.due_at, end);
}

/** While the class runs, the deadline that is a date. */
function fixedDeadline({ rules, params }: PinnedLaw): string | null {
  const step = rules.steps.find(({ kind }) => kind === 'application');
  return step?.kind === 'application' && params[step.deadline]?.unit === 'date' ? step.deadline : null;
}
