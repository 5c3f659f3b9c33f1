import { expect } from 'vitest';
import { rows } from '../../db/pool.ts';
import { instantToMs } from '../../domain/calendar/date.ts';
import { type TestApi, testApi } from '../api/support/api.ts';
import type { House } from '../claims/support/house.ts';

/** The API in front of a house: its database, its workflows and its clock. */
export function apiBefore(house: House): Promise<TestApi> {
  const { db, clock, registry } = house.deps;
  return testApi({
    ...{ pool: db, registry, gateway: house.gateway },
    clock: {
      now: async () => instantToMs(await clock.now()),
      offset: clock.offset,
      state: async () => ({ now: await clock.now(), mode: 'rehearsal', moving: false }),
    },
  });
}

export async function told<T>(response: Response, status = 200): Promise<T> {
  const answer = (await response.json()) as T;
  expect([response.status, answer]).toEqual([status, answer]);
  return answer;
}

/** What a claim has cost by the ledger, fen. */
export async function booked({ deps }: House, id: string): Promise<number> {
  const sql = `select coalesce(sum(e.debit_fen - e.credit_fen), 0)::bigint as fen from ledger_entries e
    join ledger_sets s using (jurisdiction, fund, seq) where s.claim_id = $1 and e.account = 'subsidy-expense'`;
  return (await rows<{ fen: number }>(deps.db, sql, [id]))[0]!.fen;
}
