import { Problem } from '../../domain/problem.ts';
import type { Actor } from '../auth/tokens.ts';
import type { Deps } from '../deps.ts';

/** Who asks for people one after the other and finds nobody leaves a trace as well: the entry is there before the refusal is told. */
export async function noteUnknown<T>({ audit }: Pick<Deps, 'audit'>, actor: Actor, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Problem && error.code === 'person-unknown')
      await audit.record({ actor, act: 'ask-for-person', of: { place: actor.jurisdiction }, outcome: error.code });
    throw error;
  }
}
