import { fileURLToPath } from 'node:url';
import { readKeySettings } from '../domain/command-env.ts';
import { messageOf, runMain, StartFailure } from '../domain/failure.ts';
import { Problem } from '../domain/problem.ts';
import { recordOperator } from './audit/operator.ts';
import { databaseFault } from './fault.ts';
import { ping } from './intake/settings.ts';
import { createPool, type Db } from './pool.ts';
import { openVault } from './privacy/open-vault.ts';
import { reindexPeople } from './privacy/reindex.ts';
import { rotateColumn } from './privacy/rotation.ts';
import { sealedColumns } from './privacy/sealed-columns.ts';
import { sealedCounts } from './privacy/sealed-counts.ts';
import { KeyMissing } from './privacy/vault.ts';

type Say = (line: string) => void;

/** Says per table how many rows are under which key. @returns false when some are not under the current one */
export async function check(db: Db, say: Say): Promise<boolean> {
  let done = true;
  for (const column of sealedColumns) {
    const counts = await sealedCounts(db, column);
    done &&= counts.every(({ keyId }) => keyId === db.vault.keyId);
    const under = counts.map(({ keyId, rows }) => `${rows} ${keyId === null ? 'not sealed' : `under ${keyId}`}`);
    say(`${column.table}.${column.column}: ${under.join(', ') || 'nothing'}`);
  }
  return done;
}

/** Seals everything under the current key. @returns false when something stays as it is */
export async function rotate(db: Db, say: Say): Promise<boolean> {
  await recordOperator(db, 'rotate-keys', [db.vault.keyId]);
  for (const column of sealedColumns) {
    const { rows, unopened } = await rotateColumn(db, column);
    say(`${column.table}.${column.column}: ${rows} rows sealed under ${db.vault.keyId}`);
    for (const why of unopened) say(`  ${why}`);
  }
  return check(db, () => {});
}

export async function reindex(db: Db, say: Say): Promise<boolean> {
  if (!db.vault.indexMark)
    throw new StartFailure(
      'PERSON_INDEX_KEY has no id. A key to change to has one: <id>:<secret of 32 characters or more>.',
    );
  await recordOperator(db, 'reindex-people', [db.vault.indexMark.slice(0, -1)]);
  const { moved, erased } = await reindexPeople(db).catch((error: unknown) => {
    throw error instanceof Problem || error instanceof KeyMissing ? new StartFailure(messageOf(error)) : error;
  });
  say(`people: ${moved} moved to the index under ${db.vault.indexMark.slice(0, -1)}`);
  if (erased > 0)
    say(`people: ${erased} erased ones stay under the key of their time; a new roster does not find them`);
  return true;
}

const modes: Readonly<Record<string, typeof check>> = { '': rotate, '--check': check, '--index': reindex };

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runMain(async () => {
    const [asked = '', ...others] = process.argv.slice(2);
    const mode = modes[asked];
    if (!mode || others.length > 0) {
      throw new StartFailure('There is "npm run keys:rotate", and with it "-- --check" or "-- --index".');
    }
    const { databaseUrl, ...settings } = readKeySettings(process.env);
    const db = createPool(databaseUrl, 1, await openVault({ ...settings, plainPersonalData: 'read' }));
    try {
      await ping(db).catch((error: unknown) => {
        throw new StartFailure(databaseFault(error, databaseUrl, 'DATABASE_URL'), { cause: error });
      });
      if (await mode(db, console.log)) return;
      console.log('Not everything is under the current key: run it again; "-- --check" says what is left.');
      process.exitCode = 1;
    } finally {
      await db.end();
    }
  });
}
