import { type Queryable, row } from '../pool.ts';

export async function isTokenEnded(db: Queryable, sha256: Buffer): Promise<boolean> {
  return (await row(db, 'select 1 from ended_tokens where sha256 = $1', [sha256])) !== undefined;
}

export async function endToken(db: Queryable, sha256: Buffer, expiresAt: Date): Promise<void> {
  await db.query('insert into ended_tokens values ($1, $2) on conflict do nothing', [sha256, expiresAt]);
}

/** A token that has expired is refused without being named here; a day more than any difference of clocks. */
export async function forgetEndedTokens(db: Queryable): Promise<void> {
  await db.query(`delete from ended_tokens where expires_at < now() - interval '1 day'`);
}
