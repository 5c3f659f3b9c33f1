import { Problem } from '../../domain/problem.ts';
import { settingOrFirst } from '../intake/settings.ts';
import { type Queryable, row } from '../pool.ts';
import { asSystemIn } from '../scope.ts';

const setting = 'person-index';
/** While people get their new indexes nobody's key fits. */
const moving = 'moving';

/**
 * People found under one key are not found under another, and would exceed their caps: the first key that is used says what the others
 * must be. Holds it until the transaction ends.
 * @throws Problem `person-index-differs`
 */
export async function demandIndexInUse(tx: Queryable): Promise<void> {
  const proof = tx.vault.indexProof;
  // Settings are the system's own, whoever asks.
  const held = await asSystemIn(tx, async () => {
    const stored = await hold(tx);
    if (stored) return stored;
    await settingOrFirst(tx, setting, proof);
    return hold(tx);
  });
  if (held?.value !== proof) throw new Problem('person-index-differs');
}

const hold = (tx: Queryable) =>
  row<{ value: string }>(tx, 'select value from settings where key = $1 for share', [setting]);

export const beginMoving = (db: Queryable): Promise<void> => keep(db, moving);
export const endMoving = (db: Queryable): Promise<void> => keep(db, db.vault.indexProof);

async function keep(db: Queryable, value: string): Promise<void> {
  await settingOrFirst(db, setting, value);
  await db.query('update settings set value = $2 where key = $1', [setting, JSON.stringify(value)]);
}
