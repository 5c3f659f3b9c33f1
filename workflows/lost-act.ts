import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow';
import { type LostAct, type LostTurn, lostAct } from '../domain/lost-act.ts';

/** The act that the workflow has forgotten, when that is why an activity failed. */
export function lostActOf<Result>(error: unknown): LostAct<Result> | null {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  return cause instanceof ApplicationFailure && cause.type === lostAct ? (cause.details?.[0] as LostAct<Result>) : null;
}

interface Waiting<Message> {
  name: string;
  message: Message;
  answer(result: unknown): void;
  refuse(failure: ApplicationFailure): void;
}

/**
 * The turn of a lost act: the very one, taken from the queue, where its sender has sent it again or still waits; else one that nobody
 * waits for.
 */
export function recalled<Turn extends Waiting<object>>(queue: Turn[], { name, message }: LostTurn): Turn {
  const place = queue.findIndex((turn) => turn.name === name && sameAct(turn.message, message));
  if (place >= 0) return queue.splice(place, 1)[0]!;
  return { name, message, answer() {}, refuse() {} } as unknown as Turn;
}

/** By the same person with the same submission; one that came without is compared by what was decided. */
function sameAct(a: object, b: object): boolean {
  const [one, other] = [a, b] as Record<string, unknown>[];
  return ['by', 'dossierId', 'decision', 'objectionId'].every((field) => one![field] === other![field]);
}
