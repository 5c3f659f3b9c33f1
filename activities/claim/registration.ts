import type { Queryable } from '../../db/pool.ts';
import { hasBackdated, registeredSince } from '../../db/registration/registrations.ts';
import type { LocalDate } from '../../domain/calendar/date.ts';
import { registrationCheck } from '../../domain/money/checks/person.ts';
import { Problem } from '../../domain/problem.ts';
import type { ProgrammeRules } from '../../domain/rules/jurisdiction.ts';
import type { Context } from './context.ts';

/** Whether the rules ask the place's own register. Rules that were pinned before there was one go by what rosters declare. */
const asksRegister = ({ eligibility }: ProgrammeRules) =>
  eligibility.some(({ check, params }) => check === registrationCheck && params.proof !== undefined);

/** What the place's register says of these people; null: the rules do not ask it. */
export async function registerSays(
  db: Queryable,
  rules: ProgrammeRules,
  jurisdiction: string,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, LocalDate> | null> {
  return asksRegister(rules) ? registeredSince(db, jurisdiction, personIds) : null;
}

/** Nobody pays on a registration that they entered themselves for a day that had passed. @throws Problem `own-registration-review` */
export async function demandAnotherRegistrar({ tx, law, claim, move }: Context): Promise<void> {
  const by = move.message?.by ?? '';
  if (asksRegister(law.rules) && (await hasBackdated(tx, claim.id, by))) throw new Problem('own-registration-review');
}
