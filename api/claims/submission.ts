import { dropDossier, storeDossier } from '../../db/intake/dossiers.ts';
import { type Tx, transaction } from '../../db/pool.ts';
import { asSystemIn } from '../../db/scope.ts';
import { Problem } from '../../domain/problem.ts';
import type { Deps } from '../deps.ts';
import { idOf } from '../ids.ts';
import { forgetGiven } from './roster.ts';

export interface Submission {
  actId: string;
  /** The claim, or the batch. */
  of: string;
  kind: string;
  bySubject: string;
  /** Checks what was handed in and answers what is kept of it. */
  body(tx: Tx): Promise<object>;
  /** Forgets what `body` has kept elsewhere, when the act is refused. */
  forget?(tx: Tx): Promise<void>;
}

/**
 * Keeps what is handed in, then acts: histories hold only the id. A refused act leaves nothing behind; after a failure of ours
 * it stays, because the act may have happened and is going to be repeated.
 */
export async function submit<T>(
  { pool }: Pick<Deps, 'pool'>,
  submission: Submission,
  act: (dossierId: string) => Promise<T>,
): Promise<T> {
  const { actId, of, kind, bySubject } = submission;
  const id = idOf('D', actId);
  await transaction(pool, async (tx) => {
    const body = await submission.body(tx);
    // A claim that is being filed is not there yet, so nobody could own what belongs to it.
    await asSystemIn(tx, () => storeDossier(tx, { id, claimId: of, kind, body, bySubject }));
  });
  try {
    return await act(id);
  } catch (error) {
    if (error instanceof Problem && error.status < 500) {
      await transaction(pool, async (tx) => {
        await asSystemIn(tx, () => dropDossier(tx, id));
        await forgetGiven(tx, actId);
        await submission.forget?.(tx);
      });
    }
    throw error;
  }
}
