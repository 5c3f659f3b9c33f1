import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Anchor } from '../domain/audit.ts';
import { readDatabaseUrl } from '../domain/command-env.ts';
import { runMain, StartFailure } from '../domain/failure.ts';
import { readAuditHead } from './audit/append.ts';
import { type AuditVerification, checkAudit } from './audit/check.ts';
import { allEntries } from './audit/entries.ts';
import { readAnchors, readEntries } from './audit/files.ts';
import { onDatabase } from './command.ts';
import { snapshot } from './pool.ts';

/** @throws StartFailure when the database cannot be read */
function verifyDatabase(url: string, anchors: Anchor[]): Promise<AuditVerification> {
  return onDatabase(url, (db) =>
    snapshot(db, async (tx) => checkAudit(allEntries(tx), { head: (await readAuditHead(tx)) ?? null, anchors })),
  );
}

function asked(): { file?: string; anchors?: string } {
  try {
    return parseArgs({ options: { file: { type: 'string' }, anchors: { type: 'string' } } }).values;
  } catch {
    throw new StartFailure('There is "npm run audit:verify", and with it "-- --file <export>" and "--anchors <file>".');
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runMain(async () => {
    const { file, anchors: anchorFile } = asked();
    const anchors = anchorFile ? await readAnchors(anchorFile) : [];
    if (anchorFile && anchors.length === 0)
      throw new StartFailure(
        `${anchorFile} holds no anchor, so nothing can be compared: has the API been able to write it (AUDIT_ANCHORS)?`,
      );
    const found = file
      ? await checkAudit(readEntries(file), { anchors })
      : await verifyDatabase(readDatabaseUrl(process.env), anchors);
    const compared = anchorFile ? `, compared with ${anchors.length} anchors` : '';
    console.log(`${found.entries} entries${compared}; ${found.firstBroken ? 'CHAIN BROKEN' : 'chain intact'}`);
    if (!found.firstBroken) return;
    console.log(`  ${found.firstBroken}`);
    process.exitCode = 1;
  });
}
