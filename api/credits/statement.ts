import type { z } from '@hono/zod-openapi';
import type { ClassEntry } from '../../db/credits/entries.ts';
import { keepStatement, statementByCode } from '../../db/credits/statements.ts';
import { findPerson, nameOf } from '../../db/people/held.ts';
import { transaction } from '../../db/pool.ts';
import { demandIndexInUse } from '../../db/privacy/index-in-use.ts';
import { asSystem } from '../../db/scope.ts';
import { localDateOf, msToInstant } from '../../domain/calendar/date.ts';
import { maskName } from '../../domain/identity/maskName.ts';
import { pointsOf } from '../../domain/learners/points.ts';
import { Problem } from '../../domain/problem.ts';
import { resolve } from '../../domain/rules/param.ts';
import type { Registry } from '../../jurisdictions/registry.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';
import { idOf } from '../ids.ts';
import { placeOf } from '../people/place.ts';
import { noteRefusal } from '../people/refusal.ts';
import { disclose } from '../privacy.ts';
import { newCode } from './code.ts';
import type { Statement, StatementCheck } from './schemas.ts';
import { standingOf } from './standing.ts';

type View = z.infer<typeof Statement>;

/** What a person earned, wherever it was, for the person; kept by its hash. @throws Problem `person-unknown` */
export function issueStatement(
  deps: Deps,
  { actor, attempt }: Pick<Env['Variables'], 'actor' | 'attempt'>,
  idNumber: string,
): Promise<View> {
  const place = placeOf(actor);
  const issue = async () => {
    const at = msToInstant(await deps.clock.now());
    return transaction(deps.pool, async (tx): Promise<View> => {
      await demandIndexInUse(tx);
      const person = await findPerson(tx, idNumber, place);
      if (!person) throw new Problem('person-unknown');
      const { personId } = person;
      const { entries, uses, ...standing } = await standingOf(tx, personId);
      const code = await keepStatement(tx, {
        ...{ id: idOf('CS', attempt.actId), code: newCode(), person_id: personId, jurisdiction: place },
        ...{ ...standing, issued_by: actor.subject, issued_at: at },
      });
      const shown = entries.map((entry) => entryView(deps.registry, entry, place));
      return {
        ...{ code, personId, name: await nameOf(tx, personId), jurisdiction: place, on: localDateOf(at), issuedAt: at },
        entries: shown,
        uses: uses.map(({ jurisdiction, exam, use, credits, decided_at }) => {
          return { jurisdiction, exam, use, credits, on: localDateOf(decided_at!) };
        }),
        classHours: shown.reduce((sum, { classHours }) => sum + classHours, 0),
        ...standing,
        points: shown.reduce((sum, { points }) => sum + points, 0),
      };
    });
  };
  return noteRefusal(deps, actor, () =>
    disclose(deps, {
      ...{ actor, what: 'credits', of: { place }, duty: undefined },
      persons: ({ personId }) => [personId],
      open: issue,
    }),
  );
}

/** Points are those of the place of the class, by its table on the day the credits were earned. */
function entryView(registry: Registry, entry: ClassEntry, place: string): View['entries'][number] {
  const { class_hours: classHours, certificate, jurisdiction } = entry;
  const figures = resolve(registry.find(jurisdiction).parameters, localDateOf(entry.earned_at));
  return {
    ...{ jurisdiction, programme: entry.programme, classOpenedOn: entry.class_opened_on },
    ...{ classEndedOn: entry.class_ended_on, classHours, credits: entry.credits, certificate },
    // What other places hold about enterprises, they tell.
    enterprise: jurisdiction === place ? entry.claimant_name : null,
    points: pointsOf({ classHours, certificate }, figures.points),
    earnedAt: entry.earned_at,
  };
}

/** Whether a statement is true, for whoever has it in hand. @throws Problem `verification-code-unknown` */
export function checkStatement({ pool }: Pick<Deps, 'pool'>, code: string): Promise<z.infer<typeof StatementCheck>> {
  // Who has the code has the statement, and learns less than stands on it.
  return asSystem(() =>
    transaction(pool, async (tx) => {
      const kept = await statementByCode(tx, code);
      if (!kept) throw new Problem('verification-code-unknown');
      const { sha256 } = await standingOf(tx, kept.person_id);
      const name = await nameOf(tx, kept.person_id);
      const { earned, used } = kept;
      return {
        ...{ valid: true as const, name: name && maskName(name), on: localDateOf(kept.issued_at) },
        ...{ earned, used, available: earned - used, changedSince: sha256 !== kept.sha256 },
      };
    }),
  );
}
