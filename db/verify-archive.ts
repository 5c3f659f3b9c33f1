import { fileURLToPath } from 'node:url';
import { readDatabaseUrl } from '../domain/command-env.ts';
import { messageOf, runMain, StartFailure } from '../domain/failure.ts';
import { archiveOf } from './archive/archives.ts';
import { checkArchive, compareWithRecord } from './archive/check.ts';
import { onDatabase } from './command.ts';

/** `npm run archive:verify <zip>`: whether an archive is whole, and with `DATABASE_URL` whether it is what was put on record. Exit code 1 where not. */
export async function verifyArchive(file: string, env: NodeJS.ProcessEnv): Promise<string> {
  const { manifest, faults } = await checkArchive(file).catch((error: unknown) => {
    throw new StartFailure(`${file} is no archive of a claim: ${messageOf(error)}`);
  });
  const { claimId, entries, sha256 } = manifest;
  const record = env.DATABASE_URL ? await onDatabase(readDatabaseUrl(env), (db) => archiveOf(db, claimId)) : undefined;
  if (record) faults.push(...compareWithRecord(manifest, record));
  if (faults.length > 0) throw new StartFailure(faults.join('\n'));
  const compared = record
    ? `they are what was put on record on ${record.closed_at}`
    : env.DATABASE_URL
      ? 'its dossier is not on record'
      : 'set DATABASE_URL to compare them with what was put on record';
  return `claim ${claimId}: ${entries.length} files are whole; ${compared}${sha256 ? `\ndossier ${sha256}` : ''}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runMain(async () => {
    const [file, ...others] = process.argv.slice(2);
    if (!file || others.length > 0) throw new StartFailure('Name one archive: npm run archive:verify -- claim-C1.zip');
    console.log(await verifyArchive(file, process.env));
  });
}
