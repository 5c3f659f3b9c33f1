import type pg from 'pg';

export type BareActivities = ReturnType<typeof createBareActivities>;

export function createBareActivities(pool: pg.Pool) {
  return {
    async insertClaim(id: string, by: string): Promise<void> {
      await pool.query('insert into bare_claims (id, filed_by) values ($1, $2) on conflict do nothing', [id, by]);
    },
  };
}
