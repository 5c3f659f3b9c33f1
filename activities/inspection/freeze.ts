import { randomBytes } from 'node:crypto';
import {
  type Candidate,
  candidates,
  type DrawRow,
  findDraw,
  insertDraw,
  insertObjects,
} from '../../db/inspection/draws.ts';
import { inspectorPool, recusals } from '../../db/inspection/inspectors.ts';
import { type Queryable, transaction } from '../../db/pool.ts';
import { addMonths, instantToMs, localDateOf, msToInstant, startOfDay } from '../../domain/calendar/date.ts';
import { frozenText, type Population, type PopulationObject } from '../../domain/inspection/draw.ts';
import { type DrawStanding, type InspectionDrawInput, inspectionDrawId } from '../../domain/inspection/inspection.ts';
import { numberOf } from '../../domain/rules/figures.ts';
import { type ResolvedParams, resolve } from '../../domain/rules/param.ts';
import type { Deps } from '../deps.ts';
import { tellOfMissingInspectors } from './mails.ts';
import { sha256 } from './sha256.ts';

const minuteMs = 60_000;

/**
 * Freezes whom and by whom the place may inspect, and its hash. From here on nothing about it changes; running again answers what was frozen. A
 * place draws once in a month: another workflow for the same month draws nothing.
 */
export function freezePopulation(deps: Deps) {
  return async ({ jurisdiction, workflowId }: InspectionDrawInput & { workflowId: string }): Promise<DrawStanding> => {
    const [at, clockOffsetMs] = await Promise.all([deps.clock.now(), deps.clock.offset()]);
    const today = localDateOf(at);
    const period = today.slice(0, 7);
    const id = inspectionDrawId(jurisdiction, period);
    return transaction(deps.db, async (tx) => {
      const before = await findDraw(tx, id);
      if (before) return before.workflow_id === workflowId ? drawStandingOf(before) : nothing;
      const inForce = resolve(deps.registry.find(jurisdiction).parameters, today);
      const rules = Object.fromEntries(Object.entries(inForce).filter(([name]) => name.startsWith('inspection-')));
      const claims = await candidates(tx, jurisdiction, startOfDay(addMonths(today, -figure(rules, 'look-back'))));
      const pool = await inspectorPool(tx, jurisdiction);
      const objects = claims.map((claim) => ({ ...objectOf(claim, rules), claimId: claim.claim_id }));
      const inspectors = await poolOf(tx, jurisdiction, pool, objects);
      const frozen = frozenText({
        ...{ jurisdiction, period, ...drawRules(rules), inspectors },
        objects: objects.map(({ ref, amountClass }) => ({ ref, amountClass })),
      });
      const reason = objects.length === 0 ? 'population-empty' : pool.length === 0 ? 'no-inspectors' : null;
      const draw: DrawRow = {
        ...{ id, jurisdiction, period, workflow_id: workflowId, clock_offset_ms: clockOffsetMs },
        ...{ status: reason ? 'not-held' : 'frozen', reason, rules, frozen },
        frozen_sha256: sha256(frozen),
        pool: Object.fromEntries(pool.map((one) => [one.staff_number, one.id])),
        frozen_at: at,
        seed_due_at: msToInstant(instantToMs(at) + figure(rules, 'seed-delay') * minuteMs),
        ...{ seed: null, seed_at: null },
      };
      if (!(await insertDraw(tx, draw))) throw new Error(`${id} is being frozen elsewhere`);
      await insertObjects(tx, id, objects);
      if (reason === 'no-inspectors') await tellOfMissingInspectors(tx, deps, draw);
      return drawStandingOf(draw);
    });
  };
}

const nothing: DrawStanding = {
  ...{ status: 'not-held', drawId: null, objects: 0, inspectors: 0 },
  ...{ sha256: null, seedDueAt: null, drawn: 0, clockOffsetMs: 0 },
};

const figure = (rules: ResolvedParams, name: string) => numberOf(rules[`inspection-${name}`]!);

function drawRules(rules: ResolvedParams): Pick<Population, 'highAmountFen' | 'samples' | 'inspectorsPerObject'> {
  const minimum = figure(rules, 'minimum');
  return {
    highAmountFen: figure(rules, 'high-amount'),
    samples: {
      ordinary: { sharePercent: figure(rules, 'share'), minimum },
      high: { sharePercent: figure(rules, 'high-share'), minimum },
    },
    inspectorsPerObject: figure(rules, 'inspectors'),
  };
}

/** The reference is random: it tells nothing of the claim, and two draws have nothing in common. */
function objectOf({ amount_fen }: Candidate, rules: ResolvedParams): PopulationObject {
  const amountClass = amount_fen >= figure(rules, 'high-amount') ? 'high' : 'ordinary';
  return { ref: randomBytes(8).toString('hex'), amountClass };
}

async function poolOf(
  tx: Queryable,
  jurisdiction: string,
  pool: readonly { id: string; staff_number: string }[],
  objects: readonly { ref: string; claimId: string }[],
): Promise<Population['inspectors']> {
  const refs = new Map(objects.map(({ ref, claimId }) => [claimId, ref]));
  const recused = await recusals(tx, jurisdiction, [...refs.keys()]);
  return pool.map(({ id, staff_number: staffNumber }) => ({
    staffNumber,
    recusedFrom: recused.filter((one) => one.inspector_id === id).map((one) => refs.get(one.claim_id)!),
  }));
}

export function drawStandingOf(draw: DrawRow): DrawStanding {
  const { objects, inspectors } = JSON.parse(draw.frozen) as Population;
  return {
    ...{ status: draw.status, drawId: draw.id, objects: objects.length, inspectors: inspectors.length },
    ...{ sha256: draw.frozen_sha256, seedDueAt: draw.seed_due_at, drawn: 0, clockOffsetMs: draw.clock_offset_ms },
  };
}
