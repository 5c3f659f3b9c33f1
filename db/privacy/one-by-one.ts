/** Hears of what failed: by its id and a code alone, for messages may quote what was written. */
export type Tell = (failure: { id: string; code: string | undefined }) => void;

interface Work {
  /** The next ones that are due, `limit` at most, leaving out those that were tried. */
  find: (but: readonly string[]) => Promise<readonly string[]>;
  /** False: there was nothing to do any more. */
  work: (id: string) => Promise<boolean>;
  tell: Tell;
}

/**
 * Works on one after the other, until `limit` are done or no more is due; each is tried once. What fails keeps nothing behind it waiting. Answers
 * how many are done.
 */
export async function oneByOne({ find, work, tell }: Work, limit: number): Promise<number> {
  const tried: string[] = [];
  let done = 0;
  while (done < limit) {
    const ids = await find(tried);
    if (ids.length === 0) break;
    for (const id of ids) {
      tried.push(id);
      try {
        if (await work(id)) done += 1;
      } catch (error) {
        tell({ id, code: (error as { code?: string }).code });
      }
    }
    // Looking for them may read all there is.
    if (ids.length < limit) break;
  }
  return done;
}
