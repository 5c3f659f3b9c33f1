import { afterAll, beforeAll, expect, test } from 'vitest';
import { rosterIntake } from '../../api/rosters/intake.ts';
import { peopleOf } from '../../api/rosters/read.ts';
import { storeRoster } from '../../db/intake/store-roster.ts';
import { createPool, transaction } from '../../db/pool.ts';
import type { Vault } from '../../db/privacy/vault.ts';
import { samplePerson } from '../../dev/sample-people.ts';
import { rosterPerson, rosterRow } from '../../jurisdictions/china/forms.ts';
import { testDatabase } from '../support/stack.ts';
import { testVault } from '../support/vault.ts';

let databaseUrl: string;
beforeAll(async () => {
  ({ databaseUrl } = await testDatabase());
});

/** As it was before anything was sealed. */
const openVault: Vault = { ...testVault, seal: (fields) => fields as Record<string, string> };

const count = 100_000;

async function* csv(firstSeed: number): AsyncGenerator<Uint8Array> {
  yield Buffer.from('姓名,性别,身份证号码,手机号码,平台登录账号\n');
  for (let i = 0; i < count; i += 1_000) {
    const lines = Array.from({ length: 1_000 }, (_, k) => {
      const { name, sex, idNumber, mobile } = samplePerson(firstSeed + i + k);
      return `${name},${sex === 'male' ? '男' : '女'},${idNumber},${mobile},u${i + k}\n`;
    });
    yield Buffer.from(lines.join(''));
  }
}

/** Takes a roster in as the API does; answers seconds, and how much memory was held at most, MiB. */
async function takeIn(vault: Vault, firstSeed: number): Promise<{ seconds: number; mib: number }> {
  const pool = createPool(databaseUrl, 1, vault);
  const held = () => (process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers) / 1024 ** 2;
  const [began, before] = [performance.now(), held()];
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, held());
  }, 20);
  const intake = rosterIntake({ schema: rosterRow(rosterPerson), minimumAge: 16, on: '2020-03-02' });
  const head = { id: `R${firstSeed}`, owner: 'enterprise:1', jurisdiction: null, programme: null };
  await transaction(pool, (tx) =>
    storeRoster(tx, head, intake.incoming(peopleOf('text/csv', csv(firstSeed))), intake.outcome),
  );
  clearInterval(watch);
  await pool.end();
  expect(intake.outcome()).toMatchObject({ rows: count, accepted: count });
  return { seconds: (performance.now() - began) / 1_000, mib: most - before };
}

test('sealing 100,000 people', { timeout: 600_000 }, async () => {
  for (let round = 0; round < 3; round++) {
    const plain = await takeIn(openVault, round * 1_000_000 + 100_000);
    const sealed = await takeIn(testVault, round * 1_000_000 + 500_000);
    console.log(JSON.stringify({ plain, sealed, ratio: sealed.seconds / plain.seconds }));
  }
});
