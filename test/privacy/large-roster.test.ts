import { beforeAll, expect, test } from 'vitest';
import { rosterIntake } from '../../api/rosters/intake.ts';
import { peopleOf } from '../../api/rosters/read.ts';
import { storeRoster } from '../../db/intake/store-roster.ts';
import { createPool, transaction } from '../../db/pool.ts';
import { samplePerson } from '../../dev/sample-people.ts';
import { rosterPerson, rosterRow } from '../../jurisdictions/china/forms.ts';
import { testDatabase } from '../support/stack.ts';
import { testVault } from '../support/vault.ts';

let databaseUrl: string;
beforeAll(async () => {
  ({ databaseUrl } = await testDatabase());
});

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

/** Takes a roster in as the API does; answers how much memory was held at most, MiB. */
async function takeIn(firstSeed: number): Promise<number> {
  const pool = createPool(databaseUrl, 1, testVault);
  const held = () => (process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers) / 1024 ** 2;
  const before = held();
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
  return most - before;
}

test('100,000 people are sealed as they stream by: what is held is what finds them twice', {
  timeout: 300_000,
}, async () => {
  expect(await takeIn(100_000)).toBeLessThan(200);
});
