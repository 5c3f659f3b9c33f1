import { fileURLToPath } from 'node:url';
import { readDatabaseUrl } from '../domain/env.ts';
import { runMain, StartFailure } from '../domain/failure.ts';
import { allEntries } from './audit/entries.ts';
import { writeEntries } from './audit/files.ts';
import { databaseFault } from './fault.ts';
import { createPool, snapshot } from './pool.ts';

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runMain(async () => {
    const [file, ...others] = process.argv.slice(2);
    if (!file || others.length > 0) throw new StartFailure('Name the file to write: npm run audit:export -- <file>');
    const url = readDatabaseUrl(process.env);
    const db = createPool(url, 1);
    try {
      const count = await snapshot(db, (tx) => writeEntries(file, allEntries(tx)));
      console.log(`${file}: ${count} entries`);
    } catch (error) {
      if (error instanceof StartFailure) throw error;
      throw new StartFailure(databaseFault(error, url, 'DATABASE_URL'), { cause: error });
    } finally {
      await db.end();
    }
  });
}
