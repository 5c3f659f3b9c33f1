import { type TransitionRow, timelineOf } from '../../db/claims/transitions.ts';
import { isClosed, type Stage } from '../../domain/claim/stages.ts';
import { say } from '../../domain/messages/index.ts';
import { eventOf, notPeople } from '../../domain/messages/mail-events.ts';
import { type Fault, Problem } from '../../domain/problem.ts';
import type { Deps } from '../deps.ts';

const tooLate: readonly string[] = ['wrong-stage', 'changed-meanwhile', 'objection-already-ruled', 'change-decided'];

/** By which moves a matter is no longer to be decided. */
type Settles = (move: TransitionRow) => boolean;

/**
 * Decides; who comes second is told what came first, by whom and when. Who comes too early is told nothing of the kind. For what only officials
 * call: claimants learn no names of accounts from a refusal.
 */
export async function unlessTooLate<T>(
  { pool }: Pick<Deps, 'pool'>,
  claimId: string,
  settles: Settles,
  decide: () => Promise<T>,
): Promise<T> {
  try {
    return await decide();
  } catch (error) {
    if (!(error instanceof Problem) || !tooLate.includes(error.code)) throw error;
    const moves = await timelineOf(pool, claimId);
    const first = error.code === 'changed-meanwhile' ? moves.findLast(byPerson) : firstOf(moves, settles);
    if (!first) throw error;
    throw new Problem(error.code, error.params, [...error.errors, told(first)], error.messages);
  }
}

/** Of a claim that is over it is the end that counts. */
function firstOf(moves: readonly TransitionRow[], settles: Settles): TransitionRow | undefined {
  const last = moves.at(-1);
  return moves.findLast(last && isClosed(last.to_stage as Stage) ? ends : settles);
}

const byPerson: Settles = ({ via }) => via !== 'system';
const ends: Settles = ({ from_stage: from, to_stage: to }) => from !== to && isClosed(to as Stage);

function told(move: TransitionRow): Fault {
  const { by_subject: by, at } = move;
  const who = notPeople[by] ?? { zh: by, en: by };
  const what = eventOf(move);
  const said = (language: 'zh' | 'en') => say('came-first', { by: who[language], at, what: what[language] })[language];
  return { code: 'came-first', messages: { zh: said('zh'), en: said('en') } };
}
