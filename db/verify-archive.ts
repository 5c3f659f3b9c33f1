import { fileURLToPath } from 'node:url';
import type { Manifest } from '../domain/archive/manifest.ts';
import { readDatabaseUrl } from '../domain/command-env.ts';
import { messageOf, runMain, StartFailure } from '../domain/failure.ts';
import { archivesOf, isOpen, stillUnsealed } from './archive/archives.ts';
import { checkArchive, compareWithRecord } from './archive/check.ts';
import { onDatabase } from './command.ts';
import type { Queryable } from './pool.ts';

/** `npm run archive:verify <zip>`: whether an archive is whole, and with `DATABASE_URL` whether it is what was put on record. Exit code 1 where not. */
export async function verifyArchive(file: string, env: NodeJS.ProcessEnv): Promise<string> {
  const { manifest, faults } = await checkArchive(file).catch((error: unknown) => {
    throw new StartFailure(`${file} is no archive of a claim: ${messageOf(error)}`);
  });
  const { claimId, entries, sha256 } = manifest;
  const compared = env.DATABASE_URL
    ? await onDatabase(readDatabaseUrl(env), (db) => compare(db, manifest, faults))
    : 'set DATABASE_URL to compare them with what was put on record';
  if (faults.length > 0) throw new StartFailure(faults.join('\n'));
  return `claim ${claimId}: ${entries.length} files are whole; ${compared}${sha256 ? `\ndossier ${sha256}` : ''}`;
}

/** Adds to the faults, or says in words what the archive was found to be: the last state of the dossier, or an earlier one. */
async function compare(db: Queryable, manifest: Manifest, faults: string[]): Promise<string> {
  const { claimId } = manifest;
  const records = await archivesOf(db, claimId);
  const same = records.find((one) => compareWithRecord(manifest, one).length === 0);
  if (same) return `they are what was put on record on ${same.closed_at}`;
  if (records.length === 0 && (await isOpen(db, claimId)))
    return 'the claim is open: its dossier is put on record when it closes';
  const moved = await stillUnsealed(db, claimId);
  if (records[0]) faults.push(...compareWithRecord(manifest, records[0]));
  else faults.push(`claim ${claimId}: no dossier is on record`);
  if (moved)
    faults.push(
      `What has happened until ${moved.closed_at} is put on record by a worker within ${records.length > 0 ? 'six hours' : 'the hour'}: verify again then.`,
    );
  return '';
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runMain(async () => {
    const [file, ...others] = process.argv.slice(2);
    if (!file || others.length > 0) throw new StartFailure('Name one archive: npm run archive:verify -- claim-C1.zip');
    console.log(await verifyArchive(file, process.env));
  });
}
