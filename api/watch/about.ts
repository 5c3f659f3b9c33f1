import type { Context } from 'hono';
import { tryGetContext } from 'hono/context-storage';
import type { Env } from '../env.ts';
import { isClaimId } from '../ids.ts';

/** Says which claim the call under way is about, once that is known: not every address names it. */
export function noteClaim(id: string): void {
  tryGetContext<Env>()?.set('claimId', id);
}

/** The claim that a call is about, for the log. */
export function claimOf(c: Context<Env>): { claim?: string } {
  if (c.var.claimId) return { claim: c.var.claimId };
  const isOfClaim = c.var.access?.path.startsWith('/v1/claims/{id}');
  const id = isOfClaim ? (c.req.path.split('/')[3] ?? '') : '';
  return isClaimId(id) ? { claim: id } : {};
}
