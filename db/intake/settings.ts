import { type Queryable, row } from '../pool.ts';

export async function readSetting<T>(db: Queryable, key: string): Promise<T | undefined> {
  return (await row<{ value: T }>(db, 'select value from settings where key = $1', [key]))?.value;
}

/** Stores `value` unless there is one already, and answers what is stored: two processes that start together agree. */
export async function settingOrFirst<T>(db: Queryable, key: string, value: T): Promise<T> {
  await db.query('insert into settings (key, value) values ($1, $2) on conflict do nothing', [
    key,
    JSON.stringify(value),
  ]);
  return (await readSetting<T>(db, key)) as T;
}

/** Answers when the database does, and lets us read its tables. */
export async function ping(db: Queryable): Promise<void> {
  await db.query('select from settings limit 0');
}
