import type { z } from '@hono/zod-openapi';
import { type DrawHead, findDraw } from '../../db/inspection/draws.ts';
import { inspectionsOfDraw } from '../../db/inspection/inspections.ts';
import { Problem } from '../../domain/problem.ts';
import { cite } from '../../domain/rules/param.ts';
import type { Deps } from '../deps.ts';
import type { Draw, ListedDraw } from './schemas.ts';

export function listedDraw(row: DrawHead): z.infer<typeof ListedDraw> {
  return {
    ...{ id: row.id, jurisdiction: row.jurisdiction, period: row.period, status: row.status, reason: row.reason },
    ...{ frozenSha256: row.frozen_sha256, frozenAt: row.frozen_at, seedDueAt: row.seed_due_at },
    ...{ seed: row.seed, seedAt: row.seed_at },
  };
}

/** What everybody may read of a draw: references, staff numbers, outcomes. No claim, no claimant, no person. @throws Problem `not-found` */
export async function publishedDraw({ pool }: Pick<Deps, 'pool'>, id: string): Promise<z.infer<typeof Draw>> {
  const draw = await findDraw(pool, id);
  if (!draw) throw new Problem('not-found');
  const inspections = await inspectionsOfDraw(pool, id);
  return {
    ...listedDraw(draw),
    frozen: draw.frozen,
    rules: Object.values(draw.rules).map(({ name, value, unit, source }) => ({
      name,
      value,
      unit,
      source: cite(source),
    })),
    results: inspections.map((one) => ({
      ...{ ref: one.ref, amountClass: one.amount_class, inspectors: one.drawn, reassignments: one.reassignments },
      ...{ open: !one.closed, overdue: one.overdue, outcome: one.outcome, closedAt: one.closed_at },
      referred: one.referred,
    })),
  };
}
