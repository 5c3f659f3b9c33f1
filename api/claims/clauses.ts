import { z } from '@hono/zod-openapi';
import type { ListedClaim } from '../../db/claims/lists.ts';
import { pinnedLaw } from '../../db/claims/pins.ts';
import type { Db } from '../../db/pool.ts';
import { fault, Problem } from '../../domain/problem.ts';
import { clausesOf } from '../../domain/rules/clauses.ts';
import type { Actor } from '../auth/tokens.ts';
import type { Deps } from '../deps.ts';
import { listOf, Sentence } from '../routes/fields.ts';
import { claimFor } from './scope.ts';

const Clause = z.object({
  clause: z.string().openapi({ description: 'Document number and clause', example: '锡人社办〔2020〕10号 二(二)' }),
  states: z.array(Sentence).openapi({ description: 'What it says in the rules of the claim' }),
});

export const Clauses = listOf(Clause).openapi('Clauses');

/** What a rejection of the claim can rest on. @throws Problem `not-found` */
export async function readClauses(
  deps: Pick<Deps, 'pool' | 'registry'>,
  actor: Actor,
  id: string,
): Promise<z.infer<typeof Clauses>> {
  const claim = await claimFor(deps, actor, id);
  const { parameters } = deps.registry.programme(claim.jurisdiction, claim.programme);
  const items = clausesOf(await pinnedLaw(deps.pool, claim.id)).map(({ clause, figures }) => ({
    clause,
    states: figures.flatMap((name) => parameters[name]?.meaning ?? []),
  }));
  return { items, nextCursor: null };
}

/**
 * An official refusal names its legal ground, wherever the pinned rules cite one; nothing else does.
 * @throws Problem `clause-required`, `clause-unknown`, `clause-needs-rejection`
 */
export async function demandClause(
  db: Db,
  claim: ListedClaim,
  { decision, clause }: { decision: string; clause?: string },
): Promise<void> {
  const refuse = (code: 'clause-required' | 'clause-unknown' | 'clause-needs-rejection') =>
    new Problem(code, {}, [fault(code, { path: 'clause' })]);
  if (decision !== 'reject') {
    if (clause) throw refuse('clause-needs-rejection');
    return;
  }
  const known = clausesOf(await pinnedLaw(db, claim.id));
  if (!clause && known.length > 0) throw refuse('clause-required');
  if (clause && !known.some((one) => one.clause === clause)) throw refuse('clause-unknown');
}
