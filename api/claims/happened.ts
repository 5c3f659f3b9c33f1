import { Problem } from '../../domain/problem.ts';

/**
 * Waits for an act. A refusal of one that has happened is none: it was taken at an earlier attempt whose answer was lost, and repeating it
 * finds things as they are since. Undefined then.
 */
export async function unlessHappened<T>(act: Promise<T>, happened: () => Promise<boolean>): Promise<T | undefined> {
  try {
    return await act;
  } catch (error) {
    if (error instanceof Problem && error.status < 500 && (await happened())) return undefined;
    throw error;
  }
}
