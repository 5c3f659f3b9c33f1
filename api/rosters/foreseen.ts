import { z } from '@hono/zod-openapi';
import { foreseenOfRoster } from '../../activities/claim/foreseen.ts';
import { transaction } from '../../db/pool.ts';
import { asSystemIn } from '../../db/scope.ts';
import { localDateOf } from '../../domain/calendar/date.ts';
import { Unpaid, unpaidIn } from '../claims/unpaid.ts';
import type { Deps } from '../deps.ts';
import { Day, Fen } from '../routes/fields.ts';

export const ForeseenQuery = z.object({
  classOpensOn: Day.optional(),
  classEndsOn: Day.optional(),
  classHours: z.coerce.number().int().min(0).max(10_000).optional(),
});

export const RosterForeseen = z
  .object({
    totalFen: Fen.nullable().openapi({
      description: 'Null: it is not known yet what is in force on the days of the class',
    }),
    unpaid: Unpaid,
  })
  .openapi('RosterForeseen');

export type RosterForeseenAnswer = z.infer<typeof RosterForeseen>;

/** Who of it would have nothing, if everything else is as the programme asks for it. */
export async function readRosterForeseen(
  { pool, registry, clock }: Pick<Deps, 'pool' | 'registry' | 'clock'>,
  of: { id: string; jurisdiction: string | null; programme: string | null },
  { classOpensOn, classEndsOn, classHours }: z.infer<typeof ForeseenQuery>,
): Promise<RosterForeseenAnswer> {
  const { id: rosterId, jurisdiction, programme } = of;
  if (!jurisdiction || !programme) return { totalFen: null, unpaid: [] };
  const filedOn = localDateOf(await clock.now());
  const asked = { classOpenedOn: classOpensOn, classEndedOn: classEndsOn, classHours };
  // Whose roster it is was asked when it was named: asked again of every row, a long one takes minutes.
  const lines = await transaction(pool, (tx) =>
    asSystemIn(tx, () =>
      foreseenOfRoster({ registry }, tx, { jurisdiction, programme, rosterId, filedOn, class: asked }),
    ),
  );
  if (lines.length === 0) return { totalFen: null, unpaid: [] };
  return { totalFen: lines.reduce((sum, { amountFen }) => sum + amountFen, 0), unpaid: unpaidIn(lines) };
}
