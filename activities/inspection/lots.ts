import { randomBytes } from 'node:crypto';
import { claimsBehind, findDraw, lockDraw, setSeed } from '../../db/inspection/draws.ts';
import { insertInspection, inspectionsOfDraw } from '../../db/inspection/inspections.ts';
import { type Queryable, transaction } from '../../db/pool.ts';
import type { Instant } from '../../domain/calendar/date.ts';
import { drawFrom, type Population } from '../../domain/inspection/draw.ts';
import type { DrawStanding } from '../../domain/inspection/inspection.ts';
import type { Deps } from '../deps.ts';
import { drawStandingOf } from './freeze.ts';
import { sha256 } from './sha256.ts';

/** An inspection's id, the same whenever the draw is carried out. */
const inspectionIdOf = (drawId: string, ref: string) => `I${sha256(`${drawId}/${ref}`).slice(0, 20)}`;

/**
 * Draws the seed and lets the lots fall, in one transaction and once: running again finds them fallen. The seed is of 32 random bytes that
 * nobody could know when the population was frozen.
 */
export function drawLots({ db }: Deps): (asked: { drawId: string; at: Instant }) => Promise<DrawStanding> {
  return ({ drawId, at }) =>
    transaction(db, async (tx) => {
      const draw = await lockDraw(tx, drawId);
      if (draw?.status === 'frozen') {
        const seed = randomBytes(32).toString('hex');
        await setSeed(tx, drawId, seed, at);
        await insertInspections(tx, { ...draw, seed }, at);
      }
      const drawn = (await inspectionsOfDraw(tx, drawId)).length;
      return { ...drawStandingOf((await findDraw(tx, drawId))!), drawn };
    });
}

async function insertInspections(
  tx: Queryable,
  draw: { id: string; jurisdiction: string; frozen: string; seed: string; pool: Record<string, string> },
  at: Instant,
): Promise<void> {
  const drawn = drawFrom(JSON.parse(draw.frozen) as Population, draw.seed, sha256);
  const refs = drawn.map(({ ref }) => ref);
  const claims = await claimsBehind(tx, draw.id, refs);
  for (const { ref, amountClass, inspectors } of drawn)
    await insertInspection(tx, {
      ...{ id: inspectionIdOf(draw.id, ref), draw_id: draw.id, ref, claim_id: claims.get(ref)! },
      ...{ jurisdiction: draw.jurisdiction, amount_class: amountClass, opened_at: at },
      ...{ drawn: inspectors, inspector_ids: inspectors.map((number) => draw.pool[number]!) },
    });
}
