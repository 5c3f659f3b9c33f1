import { randomUUID } from 'node:crypto';
import { storeRoster } from '../../../db/intake/store-roster.ts';
import { type Db, transaction } from '../../../db/pool.ts';
import { samplePerson } from '../../../dev/sample-people.ts';
import { bankAccountOf } from '../../../jurisdictions/china/examples.ts';
import type { TestPerson } from './house.ts';

/** An account in the person's own name, as an individual has it. */
export const accountOf = ({ seed }: Pick<TestPerson, 'seed'>) => bankAccountOf(samplePerson(seed).name);

/** Stores a roster of test people, numbered from 1, of some owner; returns its id. */
export async function storePeople(db: Db, people: readonly TestPerson[], owner = 'claimant'): Promise<string> {
  const id = randomUUID();
  async function* incoming() {
    for (const [i, { seed, relation = 'employee', ...facts }] of people.entries()) {
      const { name, idNumber, sex, mobile } = samplePerson(seed);
      yield {
        rowNo: i + 1,
        ref: String(i + 1),
        relation,
        sex,
        ...facts,
        personal: { name, idNumber, mobile },
      };
    }
  }
  const outcome = () => ({ rows: people.length, accepted: people.length, refusedRows: [] });
  const head = { id, owner, jurisdiction: null, programme: null };
  await transaction(db, (tx) => storeRoster(tx, head, incoming(), outcome));
  return id;
}
