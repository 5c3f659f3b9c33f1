import { isUnavailable } from '../../../api/failures.ts';

/** As a client does that gets no answer in time: again, and it is the same act, for it has the same key. */
export async function insisting<T>(act: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await act();
    } catch (error) {
      if (tries === 4 || !isUnavailable(error)) throw error;
    }
  }
}
