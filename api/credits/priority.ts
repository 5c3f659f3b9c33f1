import type { z } from '@hono/zod-openapi';
import { learnersOf } from '../../db/credits/entries.ts';
import { nameOf } from '../../db/people/held.ts';
import { transaction } from '../../db/pool.ts';
import { localDateOf } from '../../domain/calendar/date.ts';
import { priorityOn } from '../../domain/credits/priority.ts';
import { maskName } from '../../domain/identity/maskName.ts';
import { say } from '../../domain/messages/index.ts';
import { resolve } from '../../domain/rules/param.ts';
import type { Actor } from '../auth/tokens.ts';
import { page, readCursor } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { disclose } from '../privacy.ts';
import type { PriorityList } from './schemas.ts';

type View = z.infer<typeof PriorityList>;

/** Who of a place has priority at public training bases today, or why nobody has. */
export async function priorityList(
  deps: Deps,
  actor: Actor,
  place: string,
  { names, cursor, limit }: { names: boolean; cursor?: string; limit: number },
): Promise<View> {
  const today = localDateOf(await deps.clock.now());
  const { from, until, none } = priorityOn(today, resolve(deps.registry.find(place).parameters, today));
  if (none) {
    const messages = say(none, { from: from ?? '', until: until ?? '' });
    return { from, until, items: [], reason: { code: none, messages }, nextCursor: null };
  }
  const after = readCursor<{ person: string }>(cursor, { person: 'uuid' })?.person ?? null;
  const list = await disclose(deps, {
    ...{ actor, what: 'credits', of: { place }, duty: undefined },
    persons: ({ items }) => items.map(({ personId }) => personId),
    holds: () => names,
    open: () =>
      transaction(deps.pool, async (tx) => {
        const learners = await learnersOf(tx, place, after, limit + 1);
        const known = new Map<string, string | null>();
        if (names) for (const { person_id } of learners) known.set(person_id, await nameOf(tx, person_id));
        const view = ({ person_id, class_hours, credits }: (typeof learners)[number]) => {
          const name = known.get(person_id);
          return { personId: person_id, name: name ? maskName(name) : null, classHours: class_hours, credits };
        };
        return page(learners, limit, view, ({ person_id }) => ({ person: person_id }));
      }),
  });
  return { from, until, reason: null, ...list };
}
