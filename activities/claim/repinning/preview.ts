import type { ClaimRow } from '../../../db/claims/claims.ts';
import { type PinnedLaw, pinnedLaw, pinOf } from '../../../db/claims/pins.ts';
import { type TracedLine, tracedLinesOf } from '../../../db/money/lines.ts';
import type { Queryable } from '../../../db/pool.ts';
import { erasureOf } from '../../../db/privacy/retention.ts';
import { localDateOf } from '../../../domain/calendar/date.ts';
import type { FilingDossier } from '../../../domain/claim/forms.ts';
import { changedFigures, type LineChange, type RepinningPreview } from '../../../domain/claim/repinning.ts';
import type { Adjustment } from '../../../domain/money/adjustment.ts';
import { Problem, refusedBy } from '../../../domain/problem.ts';
import { type Milestone, type ResolvedParams, resolve } from '../../../domain/rules/param.ts';
import type { Deps } from '../../deps.ts';
import { keyOf, type Recalculated, recalculated } from '../adjusting.ts';
import { assess, demandAges } from '../admission.ts';
import { acceptedFiling } from '../context.ts';
import { endOf, later } from '../enter.ts';
import { keptGrounds } from '../kept-grounds.ts';

/** What a re-pinning would do, with everything that is needed to do it. */
export interface Planned {
  preview: RepinningPreview;
  /** Of the milestone, as the place has it now. */
  params: ResolvedParams;
  law: PinnedLaw;
  /** Null while entitlements are not fixed. */
  anew: Recalculated | null;
}

type Knowing = { tx: Queryable; deps: Pick<Deps, 'registry' | 'calendar'>; claim: ClaimRow };

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
  const known = await tracedLinesOf(tx, claim.id);
  const { anew, shown } = known.length > 0 ? await moneyUnder({ tx, claim }, law, known) : nothing;
  const preview: RepinningPreview = {
    on: pinned.on_date,
    figures: changedFigures(before.params, law.params, milestone),
    estimate:
      known.length > 0 ? null : { beforeFen: claim.estimate_fen, afterFen: await estimate({ tx, deps, claim }, law) },
    ...shown,
    dueAt: { before: claim.due_at, after: dueUnder({ deps, claim }, law) },
  };
  return { preview, params, law, anew };
}

const nothing = {
  anew: null,
  shown: {
    ...{ lines: [], unpublished: [] },
    totals: { beforeFen: 0, afterFen: 0, paidFen: 0, payMoreFen: 0, shrinkFen: 0, recoverFen: 0 },
  },
};

async function estimate({ tx, deps, claim }: Knowing, law: PinnedLaw): Promise<number> {
  const { filing: form, rosterId }: FilingDossier = await acceptedFiling({ tx, claim });
  const { jurisdiction, programme } = claim;
  const filedOn = localDateOf(claim.filed_at);
  // Nobody is named anew.
  const lookedUp = { on: filedOn, parties: {} };
  const filing = { jurisdiction, programme, form, rosterId, filedOn, law, lookedUp };
  await demandAges(tx, filing, law.params);
  const { estimate } = await assess(deps, tx, filing);
  if (estimate.refusals.length > 0) throw refusedBy(estimate.refusals);
  return estimate.totalFen;
}

async function moneyUnder({ tx, claim }: Pick<Knowing, 'tx' | 'claim'>, law: PinnedLaw, known: readonly TracedLine[]) {
  const grounds = keptGrounds(known);
  if (!grounds) throw new Problem('repinning-no-basis');
  const anew = await recalculated({ tx, claim }, law, known, grounds, claim.closed || claim.stage === 'payable');
  const adjusted = anew.lines.map(({ line }) => ({ line, adjustment: anew.adjustments.get(keyOf(line))! }));
  const changed: LineChange[] = adjusted
    .filter(({ adjustment: { beforeFen, afterFen } }) => beforeFen !== afterFen)
    .map(({ line: { ref, component, fund }, adjustment: { beforeFen, afterFen, paidFen } }) => ({
      ...{ ref, component, fund, beforeFen, afterFen, paidFen },
    }));
  const unpublished = adjusted.filter(({ adjustment }) => adjustment.unpublished).map(({ line }) => line.ref);
  return { anew, shown: { lines: changed, unpublished, totals: totalsOf([...anew.adjustments.values()]) } };
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
