import type { ClaimRow } from '../../db/claims/claims.ts';
import { handedInFor } from '../../db/claims/handed-in.ts';
import type { PinnedLaw } from '../../db/claims/pins.ts';
import { hasDecidedBefore } from '../../db/claims/reopenings.ts';
import { hasSubmitted, readDossier, submissionOf } from '../../db/intake/dossiers.ts';
import type { Queryable } from '../../db/pool.ts';
import type { Instant } from '../../domain/calendar/date.ts';
import type { FilingDossier } from '../../domain/claim/forms.ts';
import type { Move } from '../../domain/claim/protocol.ts';
import { Problem } from '../../domain/problem.ts';
import type { Deps } from '../deps.ts';

export type Way = 'api' | 'temporal' | 'system';

/** One transition under way: the claim is locked, and everything happens in this transaction or not at all. */
export interface Context {
  tx: Queryable;
  deps: Deps;
  move: Move;
  at: Instant;
  /** By which way the act came. */
  way: Way;
  /** What the postings are caused by, when that is not the claim's own move. */
  cause?: string;
  /** The instant from which the move counts, when that is the end of a period and not the moment at which its timer was seen. */
  since?: Instant;
  /** Changed in place; written when the transition ends. */
  claim: ClaimRow;
  /** What the claim's law said up to now. */
  law: PinnedLaw;
}

/** What the timeline keeps of the act: codes and counts, no names and no free text. */
export type Detail = Record<string, unknown>;

/** What was submitted with the act. Throws Problem `submission-missing` when it did not come through the API. */
export async function submitted<T>(c: Pick<Context, 'tx' | 'move'>): Promise<T> {
  const body = await submittedIfAny<T>(c);
  if (!body) throw new Problem('submission-missing');
  return body;
}

/** The same of acts that may also come from the Temporal UI or CLI, which bring nothing. */
export async function submittedIfAny<T>({ tx, move }: Pick<Context, 'tx' | 'move'>): Promise<T | undefined> {
  const named = namedBy(move);
  return named && submissionOf<T>(tx, named);
}

/**
 * By which way an act came. The API keeps every submission before it acts; an Update or a Signal without one was sent from the
 * Temporal UI or CLI, and nobody has verified who sent it.
 */
export async function wayOf({ tx, move }: Pick<Context, 'tx' | 'move'>): Promise<Way> {
  if (!move.message?.via) return 'system';
  const named = namedBy(move);
  return named && (await hasSubmitted(tx, named)) ? 'api' : 'temporal';
}

/** The submission behind an act: of this claim and by the same person, or none. */
function namedBy({ claimId, message }: Move) {
  return message?.dossierId ? { id: message.dossierId, claimId, bySubject: message.by } : undefined;
}

/** The filing that was accepted last. */
export async function acceptedFiling(c: Pick<Context, 'tx' | 'claim'>): Promise<FilingDossier> {
  const dossier = await readDossier<FilingDossier>(c.tx, c.claim.filing_dossier_id);
  if (!dossier) throw new Error(`claim ${c.claim.id}: its filing is missing`);
  return dossier.body;
}

/** Nobody decides on what they handed in, whatever way the decision came. */
export async function demandAnotherPerson(c: Pick<Context, 'tx' | 'claim' | 'move'>): Promise<void> {
  if (await handedInFor(c.tx, c.claim.id, c.move.message?.by ?? '')) throw new Problem('own-filing-review');
}

/** Whose decision was set aside does not take it anew; an office outside is asked again. @throws Problem `decided-before` */
export async function demandAnotherDecider({
  tx,
  claim,
  move,
  way,
}: Pick<Context, 'tx' | 'claim' | 'move' | 'way'>): Promise<void> {
  if (way === 'system') return;
  if (await hasDecidedBefore(tx, claim, move.message?.by ?? '')) throw new Problem('decided-before');
}
