import { createReadStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { rosterIntake } from '../../api/rosters/intake.ts';
import { peopleOf } from '../../api/rosters/read.ts';
import { storeRoster } from '../../db/intake/store-roster.ts';
import { createPool, transaction } from '../../db/pool.ts';
import { readIndexKey } from '../../db/privacy/index-key.ts';
import { createVault } from '../../db/privacy/vault.ts';
import { rosterPerson, rosterRow } from '../../jurisdictions/china/forms.ts';
import { readKeyRing } from '../../sealing/key-ring.ts';

/** What a process of its own tells of one intake. */
export interface Taken {
  accepted: number;
  ms: number;
  /** Above what the process held before it opened the file. */
  MiB: number;
}

/** `intake.ts --type text/csv --file …`, with DATABASE_URL: takes one roster in as the API does, in a process that has done nothing before. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { type: { type: 'string' }, file: { type: 'string' } } });
  const keys = `bench:${Buffer.alloc(32, 'bench').toString('base64')}`;
  const indexKey = readIndexKey('a key of the benchmark, long enough for it');
  const vault = createVault({ ring: readKeyRing(keys, 'PERSONAL_KEYS'), indexKey });
  const pool = createPool(process.env.DATABASE_URL!, 1, vault);
  await pool.query('select 1');
  const taken = rosterIntake({ schema: rosterRow(rosterPerson), minimumAge: 16, on: '2020-03-02' });
  const head = { id: 'R1', owner: 'enterprise:1', jurisdiction: null, programme: null };
  // Of the whole process: what unpacks a workbook is not in the heap.
  const held = () => process.memoryUsage.rss() / 2 ** 20;
  const idle = held();
  let most = idle;
  const watch = setInterval(() => {
    most = Math.max(most, held());
  }, 20);
  const began = performance.now();
  await transaction(pool, (tx) =>
    storeRoster(tx, head, taken.incoming(peopleOf(values.type, createReadStream(values.file!))), taken.outcome),
  );
  const ms = performance.now() - began;
  clearInterval(watch);
  most = Math.max(most, held());
  await pool.end();
  const told: Taken = { accepted: taken.outcome().accepted, ms, MiB: most - idle };
  console.log(JSON.stringify(told));
}

await main();
