import { reviewsOf } from '../../db/claims/administrative-reviews.ts';
import { changesOf } from '../../db/claims/changes.ts';
import { timelineOf } from '../../db/claims/transitions.ts';
import { findDossier, formOf, readDossier } from '../../db/intake/dossiers.ts';
import type { Entry, Of } from './entry.ts';
import { json } from './pieces.ts';

/** Every form as it was handed in, act by act; learning records have a table of their own. */
export async function formEntries({ db, claim }: Of): Promise<Entry[]> {
  const moves = (await timelineOf(db, claim.id)).filter(({ act }) => act !== 'addLearningRecords');
  const entries: Entry[] = [];
  for (const { n, act, dossier_id: id } of moves) {
    if (!id) continue;
    entries.push({
      path: `forms/${String(n).padStart(3, '0')}-${act}.json`,
      // A ruling on fraud belongs to its finding, which claimants do not see.
      audience: (await findDossier(db, id))?.claimId === claim.id ? 'all' : 'officials',
      personal: true,
      about: [`第 ${n} 步提交的内容`, `What was handed in with act ${n}`],
      pieces: async function* () {
        yield* json((await readDossier(db, id))?.body ?? {});
      },
    });
  }
  return entries;
}

/** Each change with its form, and the decision with its reason. */
export const changesEntry = ({ db, claim }: Of): Entry => ({
  ...{ path: 'changes.json', audience: 'all', personal: true, about: ['备案后的变更', 'Changes after the filing'] },
  pieces: async function* () {
    const changes = [];
    for (const { dossier_id: id, ...change } of await changesOf(db, claim.id))
      changes.push({ ...change, form: (await readDossier(db, id))?.body ?? {} });
    yield* json(changes);
  },
});

/** Each administrative review with what was asked for, and its outcome with the reason. */
export const reviewsEntry = ({ db, claim }: Of): Entry => ({
  ...{
    path: 'administrative-reviews.json',
    audience: 'all',
    personal: true,
    about: ['行政复议', 'Administrative reviews'],
  },
  pieces: async function* () {
    const reviews = [];
    // One that is under way moves without a trace, and holds the archive open.
    const closed = (await reviewsOf(db, claim.id)).filter(({ status }) => status === 'closed');
    for (const { dossier_id, outcome_dossier_id, ...review } of closed) {
      const form = (await formOf<object>(db, dossier_id)) ?? {};
      reviews.push({ ...review, form, outcomeForm: (await formOf<object>(db, outcome_dossier_id)) ?? null });
    }
    yield* json(reviews);
  },
});
