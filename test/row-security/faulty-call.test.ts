import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Gateway } from '../../api/gateway.ts';
import { findFraudFinding } from '../../db/claims/fraud-findings.ts';
import { listClaims, visibleClaim } from '../../db/claims/lists.ts';
import { listApiKeys, revokeApiKey } from '../../db/intake/api-keys.ts';
import { readDossier } from '../../db/intake/dossiers.ts';
import { readFile } from '../../db/intake/files.ts';
import { readRosterPersonal } from '../../db/intake/rosters.ts';
import { ledgerPage } from '../../db/money/ledger-sets.ts';
import { listReturns } from '../../db/money/payment-returns.ts';
import { listRecoveries, visibleRecovery } from '../../db/money/recoveries.ts';
import { createPool, type Db } from '../../db/pool.ts';
import { askedScope, asSystem } from '../../db/scope.ts';
import { Problem } from '../../domain/problem.ts';
import { openWorld, type World } from '../api/ownership/world.ts';
import { testApi } from '../api/support/api.ts';

// What a call would answer that forgot whose data it reads: it asks the database for everybody's, in the middle of somebody's request.

let world: World;
let pool: Db;
beforeAll(async () => {
  world = await openWorld();
  const { options, vault } = world.api.deps.pool as Db & { options: { connectionString: string } };
  pool = createPool(options.connectionString, 4, vault, { scope: askedScope });
});
afterAll(() => Promise.all([pool?.end(), world?.api.close()]));

/** Runs `work` where the gateway is asked: inside the request of who acts on a claim of theirs. */
async function during<T>(as: ReturnType<World['callers']>[number], work: () => Promise<T>): Promise<T> {
  let result: T | undefined;
  const gateway = {
    ...world.api.deps.gateway,
    act: async () => {
      result = await work();
      throw new Problem('wrong-stage', { act: '', stage: 'closed', accepted: '' });
    },
  } satisfies Gateway;
  const faulty = await testApi({ ...world.api.deps, gateway });
  const [act, body] = as.as.role === 'reviewer' ? ['verification', { failed: [] }] : ['withdrawal', {}];
  const headers = await world.api.bearer(as.as);
  const { claim } = as.own[0]!.ids;
  // A review looks at the stage before it goes further.
  if (act === 'verification')
    await asSystem(() => world.api.deps.pool.query(`update claims set stage = 'verification' where id = $1`, [claim]));
  const answer = await faulty.post(`/v1/claims/${claim}/${act}`, body, undefined, headers);
  if (result === undefined) throw new Error(`not reached: ${answer.status} ${await answer.text()}`);
  return result;
}

test.each(['enterprise', 'institution', 'individual', 'reviewer'] as const)(
  'a call of %s that forgets its scope shows what is theirs all the same',
  async (role) => {
    const caller = world.callers(role)[0]!;
    const ownIds = caller.own.map(({ ids }) => ids);
    await during(caller, async () => {
      const claims = await listClaims(pool, {}, {}, null, 100);
      expect(claims.map(({ id }) => id).sort()).toEqual(ownIds.map(({ claim }) => claim).sort());
      const recoveries = await listRecoveries(pool, {}, {}, null, 100);
      expect(recoveries.map(({ id }) => id).sort()).toEqual(ownIds.map(({ recovery }) => recovery).sort());
      const returns = await listReturns(pool, {}, { open: false, after: null, limit: 100 });
      expect(returns.map(({ id }) => id).sort()).toEqual(ownIds.map((ids) => ids.return).sort());
      const sets = await ledgerPage(pool, { jurisdiction: null, fund: null, period: null, account: null }, null, 100);
      expect(sets.map(({ claim_id }) => claim_id).sort()).toEqual(ownIds.map(({ claim }) => claim).sort());
      const keys = await listApiKeys(pool, null, null, 100);
      const ownKeys = role === 'enterprise' || role === 'institution' ? ownIds.map(({ key }) => key).sort() : [];
      expect(keys.map(({ id }) => id).sort()).toEqual(ownKeys);
      for (const { tag, ids } of caller.foreign) {
        expect(await visibleClaim(pool, {}, ids.claim)).toBeUndefined();
        expect(await readDossier(pool, `D-${tag}`)).toBeUndefined();
        expect(await readRosterPersonal(pool, `R-${tag}`)).toEqual([]);
        expect(await readFile(pool, ids.file)).toBeUndefined();
        expect(await visibleRecovery(pool, {}, ids.recovery)).toBeUndefined();
        expect(await findFraudFinding(pool, ids.finding)).toBeUndefined();
        expect(await revokeApiKey(pool, null, ids.key, { by: 'x', at: '2020-05-27T09:00:00+08:00' })).toBeUndefined();
      }
      return true;
    });
  },
);
