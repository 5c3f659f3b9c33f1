import { fileURLToPath } from 'node:url';
import { readDatabaseUrl } from '../domain/command-env.ts';
import { runMain, StartFailure } from '../domain/failure.ts';
import { allEntries } from './audit/entries.ts';
import { writeEntries } from './audit/files.ts';
import { onDatabase } from './command.ts';
import { snapshot } from './pool.ts';

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runMain(async () => {
    const [file, ...others] = process.argv.slice(2);
    if (!file || others.length > 0) throw new StartFailure('Name the file to write: npm run audit:export -- <file>');
    const count = await onDatabase(readDatabaseUrl(process.env), (db) =>
      snapshot(db, (tx) => writeEntries(file, allEntries(tx))),
    );
    console.log(`${file}: ${count} entries`);
  });
}
