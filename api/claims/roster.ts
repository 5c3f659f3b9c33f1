import { dropRoster, findRoster } from '../../db/intake/rosters.ts';
import { storeRoster } from '../../db/intake/store-roster.ts';
import type { Tx } from '../../db/pool.ts';
import { asSystemIn } from '../../db/scope.ts';
import type { LocalDate } from '../../domain/calendar/date.ts';
import { fault, Problem } from '../../domain/problem.ts';
import { isFileable } from '../../jurisdictions/unfiled.ts';
import { idOf } from '../ids.ts';
import { refused, rosterIntake } from '../rosters/intake.ts';
import { type RosterPlace, rosterQuestion } from '../rosters/question.ts';

/** A roster inside a body, or one that was uploaded before. */
export interface GivenRoster {
  roster?: Record<string, unknown>[];
  rosterId?: string;
}

export interface RosterIntake {
  owner: string;
  actId: string;
  /** The day on which the minimum age counts. */
  on: LocalDate;
}

/** That there is no roster is told together with what is wrong with the form. @throws Problem */
export function demandRosterToo(given: GivenRoster, refused: unknown): never {
  const none = !given.roster && !given.rosterId;
  if (!none || !(refused instanceof Problem) || refused.code !== 'invalid-input') throw refused;
  throw new Problem('invalid-input', {}, [...refused.errors, ...oneOfThem().errors]);
}

/** Id of the roster to file with; one inside the body is stored, and every row of it has to be right. */
export async function rosterFor(tx: Tx, place: RosterPlace, given: GivenRoster, intake: RosterIntake): Promise<string> {
  if (given.roster && given.rosterId) throw oneOfThem();
  if (given.roster) return storeGiven(tx, place, given.roster, intake);
  if (!given.rosterId) throw oneOfThem();
  const known = await findRoster(tx, given.rosterId);
  if (known?.owner === intake.owner && isFileable(place.deps.registry, known, Date.now())) return known.id;
  throw new Problem('invalid-input', {}, [fault('roster-unknown', { path: 'rosterId' }, { rosterId: given.rosterId })]);
}

async function storeGiven(
  tx: Tx,
  place: RosterPlace,
  people: Record<string, unknown>[],
  { owner, actId, on }: RosterIntake,
): Promise<string> {
  const id = givenRosterId(actId);
  // The act is repeated after a failure of ours.
  if (await findRoster(tx, id)) return id;
  const intake = rosterIntake(rosterQuestion(place, on));
  const roster = { id, owner, jurisdiction: place.jurisdiction ?? null, programme: place.programme ?? null };
  await storeRoster(tx, roster, intake.incoming(people), intake.outcome);
  const { faults } = intake.outcome();
  if (faults.length > 0) throw refused(faults);
  return id;
}

/** Forgets the roster that came in the body of a refused act. */
export async function forgetGiven(tx: Tx, actId: string): Promise<void> {
  // A person is one row for all claimants: whether others name them is not theirs to see.
  await asSystemIn(tx, () => dropRoster(tx, givenRosterId(actId)));
}

const givenRosterId = (actId: string) => idOf('R', actId);
const oneOfThem = () => new Problem('invalid-input', {}, [fault('roster-or-roster-id', { path: 'rosterId' })]);
