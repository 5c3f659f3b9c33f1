import { StartFailure } from '../domain/failure.ts';
import { databaseFault } from './fault.ts';
import { createPool, type Db } from './pool.ts';

/** Lets a command work on the database of `DATABASE_URL`, with one connection and no keys. @throws StartFailure that says what to do when it cannot be read */
export async function onDatabase<T>(url: string, work: (db: Db) => Promise<T>): Promise<T> {
  const db = createPool(url, 1);
  try {
    return await work(db);
  } catch (error) {
    if (error instanceof StartFailure) throw error;
    throw new StartFailure(databaseFault(error, url, 'DATABASE_URL'), { cause: error });
  } finally {
    await db.end();
  }
}
