import type { z } from '@hono/zod-openapi';
import { appendEntries } from '../../db/audit/append.ts';
import { type Before, correctPerson, lockPerson, type PersonFields } from '../../db/people/corrections.ts';
import { entriesAbout, findPerson, type RosterEntry } from '../../db/people/held.ts';
import { transaction } from '../../db/pool.ts';
import { msToInstant } from '../../domain/calendar/date.ts';
import { Problem } from '../../domain/problem.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { idOf } from '../ids.ts';
import { demandIndex, placeOf } from './place.ts';
import type { Correction, CorrectionBody } from './schemas.ts';

type View = z.infer<typeof Correction>;

/**
 * Puts right who the person is in every roster of the official's place that still holds it; what it was is kept with the reason.
 * @throws Problem `person-unknown`, `correction-empty`
 */
export async function correct(
  deps: Deps,
  { actor, attempt }: Pick<Env['Variables'], 'actor' | 'attempt'>,
  sha256: string,
  { idNumber, reason, ...after }: z.infer<typeof CorrectionBody>,
): Promise<View> {
  const place = placeOf(actor);
  await demandIndex(deps);
  const at = msToInstant(await deps.clock.now());
  const entryFor = (personId: string) =>
    deps.audit.entryOf({ actor, act: 'correct-person', of: { place }, persons: [personId], outcome: 'done' });
  return transaction(deps.pool, async (tx) => {
    const found = await findPerson(tx, idNumber, place);
    if (!found) throw new Problem('person-unknown');
    const person = await lockPerson(tx, found);
    const entries = (await entriesAbout(tx, person, place)).filter(({ erased }) => !erased);
    if (entries.length === 0) throw new Problem('person-unknown');
    const before = differing(entries, after);
    if (before.length === 0) throw new Problem('correction-empty');
    const id = idOf('PC', attempt.actId);
    const { personId } = person;
    const whose = { id, personId, jurisdiction: place, bySubject: actor.subject, at };
    await correctPerson(tx, person, { ...whose, before, after, reason });
    const rosters = [...new Set(before.map(({ rosterId }) => rosterId))];
    const corrected = { id, at, fields: Object.keys(after).sort(), rosters };
    await attempt.finish(tx, sha256, { status: 200, location: null, body: corrected });
    await appendEntries(tx, [await entryFor(personId)]);
    return corrected;
  });
}

/** The rosters in which something stands otherwise, each with what stands there. */
function differing(entries: readonly RosterEntry[], after: PersonFields): Before[] {
  const fields = Object.keys(after) as (keyof PersonFields)[];
  const seen = new Set<string>();
  return entries.flatMap((entry) => {
    const { rosterId, ref } = entry;
    if (seen.has(rosterId) || fields.every((field) => (entry[field] ?? null) === after[field])) return [];
    seen.add(rosterId);
    return [{ rosterId, ref, ...Object.fromEntries(fields.map((field) => [field, entry[field] ?? null])) }];
  });
}
