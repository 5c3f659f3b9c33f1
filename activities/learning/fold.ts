import { lessonsTold, noteFold, replaceLessons, traineesTold } from '../../db/learning/lessons.ts';
import { foldLessons } from '../../domain/learning/fold.ts';
import type { Context } from '../claim/context.ts';

/** Trainees whose events are in memory at once. */
const atOnce = 500;

/**
 * What platforms have told up to now becomes the claim's learning records. The claim is locked, so nothing comes in meanwhile; what comes later waits
 * for the next fold, and behind the last one it is late.
 */
export async function foldEvents({ tx, claim, at }: Pick<Context, 'tx' | 'claim' | 'at'>): Promise<void> {
  const trainees = await traineesTold(tx, claim.id);
  for (let i = 0; i < trainees.length; i += atOnce) {
    const refs = trainees.slice(i, i + atOnce);
    const told = await lessonsTold(tx, claim.id, refs);
    const lessons = refs.flatMap((ref) => foldLessons(told.get(ref) ?? []).map((lesson) => ({ ref, ...lesson })));
    await replaceLessons(tx, claim.id, refs, lessons);
  }
  await noteFold(tx, claim.id, at);
}
