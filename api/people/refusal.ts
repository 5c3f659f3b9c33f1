import { Problem } from '../../domain/problem.ts';
import type { Actor } from '../auth/tokens.ts';
import type { Deps } from '../deps.ts';

/** Who was found on the way to the refusal. */
interface About {
  personId?: string;
}

/**
 * Whoever asks for people one after the other, or guesses what is held about one, leaves a trace with each refusal as well: the entry is there before
 * the refusal is told.
 */
export async function noteRefusal<T>(
  { audit }: Pick<Deps, 'audit'>,
  actor: Actor,
  work: (about: About) => Promise<T>,
): Promise<T> {
  const about: About = {};
  try {
    return await work(about);
  } catch (error) {
    if (error instanceof Problem && noted.has(error.code)) {
      const persons = about.personId === undefined ? [] : [about.personId];
      await audit.record({
        actor,
        act: 'ask-for-person',
        of: { place: actor.jurisdiction },
        persons,
        outcome: error.code,
      });
    }
    throw error;
  }
}

const noted: ReadonlySet<string> = new Set([
  'person-unknown',
  'person-erased',
  'correction-empty',
  'another-person-required',
  'credits-insufficient',
  'credit-certificate-exists',
]);
