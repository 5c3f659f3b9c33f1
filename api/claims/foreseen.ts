import { z } from '@hono/zod-openapi';
import { foreseenLines } from '../../activities/claim/foreseen.ts';
import { findClaim } from '../../db/claims/claims.ts';
import { refsWithFindings } from '../../db/claims/findings.ts';
import { linesOf } from '../../db/money/lines.ts';
import { transaction } from '../../db/pool.ts';
import { erasureOf } from '../../db/privacy/retention.ts';
import { asSystemIn } from '../../db/scope.ts';
import { msToInstant } from '../../domain/calendar/date.ts';
import type { Line } from '../../domain/money/types.ts';
import { Problem } from '../../domain/problem.ts';
import type { Actor } from '../auth/tokens.ts';
import { page, readCursor } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { Fen, listOf, Sentence } from '../routes/fields.ts';
import { createSlots } from '../slots.ts';
import { claimFor } from './scope.ts';
import { Unpaid, unpaidIn } from './unpaid.ts';

const ForeseenLine = z.object({
  ref: z.string(),
  component: z.enum(['training-subsidy', 'living-allowance']),
  amountFen: Fen,
  classHours: z.int().nullable().openapi({ description: 'That count; null where the place counts none' }),
  messages: Sentence.nullable().openapi({ description: 'Why nothing, or less' }),
  source: z.string().nullable(),
});

export const Foreseen = listOf(ForeseenLine)
  .extend({
    totalFen: Fen.nullable().openapi({
      description: 'Null: it is fixed or over, see the lines of the claim; or it could not be accepted as it stands',
    }),
    unpaid: Unpaid,
  })
  .openapi('ForeseenLines');

/** Everybody on the roster is reckoned, however few are asked for. */
const inTurn = createSlots(2, 50);

export type ForeseenAnswer = z.infer<typeof Foreseen>;

/** What every person would have if the claim were approved now; nothing once that is fixed. Pages go by people, as in the dossier. @throws Problem `not-found` */
export async function readForeseen(
  deps: Deps,
  actor: Actor,
  id: string,
  { cursor, limit, by, problems }: { cursor?: string; limit: number; by?: 'records'; problems?: 'true' | 'false' },
): Promise<ForeseenAnswer> {
  await claimFor(deps, actor, id);
  const at = msToInstant(await deps.clock.now());
  const after = readCursor<{ rowNo: number }>(cursor, { rowNo: 'number' })?.rowNo ?? 0;
  // Other claims take room, and lists and registers are the place's: what comes of them is told, not what they say.
  const foreseen = await inTurn(() =>
    transaction(deps.pool, (tx) =>
      asSystemIn(tx, async () => {
        const claim = (await findClaim(tx, id))!;
        const isFixed = claim.stage !== 'application-review' && (await linesOf(tx, id)).length > 0;
        if (claim.closed || isFixed || (await erasureOf(tx, id))) return null;
        return foreseenLines({ tx, deps, claim, at }, by === 'records').catch(unlessRefused);
      }),
    ),
  );
  if (!foreseen) return { totalFen: null, unpaid: [], items: [], nextCursor: null };
  const { lines } = foreseen;
  const refs = problems === 'true' ? await refsWithFindings(deps.pool, id) : undefined;
  const roster = foreseen.roster.filter(({ ref }) => !refs || refs.includes(ref));
  const people = page(
    roster.filter(({ rowNo }) => rowNo > after).slice(0, limit + 1),
    limit,
    ({ ref }) => ref,
    ({ rowNo }) => ({ rowNo }),
  );
  const shown = new Set(people.items);
  return {
    totalFen: lines.reduce((sum, { amountFen }) => sum + amountFen, 0),
    unpaid: unpaidIn(lines),
    items: lines.filter(({ ref }) => shown.has(ref)).map(view),
    nextCursor: people.nextCursor,
  };
}

/** As it stands it could not be accepted, as when everybody has left: then nothing is foreseen. */
function unlessRefused(error: unknown): null {
  if (error instanceof Problem) return null;
  throw error;
}

const view = ({ ref, component, amountFen, classHours, messages, source }: Line): z.infer<typeof ForeseenLine> => ({
  ...{ ref, component, amountFen, classHours: classHours ?? null },
  ...{ messages: messages ?? null, source: source ?? null },
});
