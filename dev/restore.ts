import { execFile } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runMain, StartFailure } from '../domain/failure.ts';
import { settingsToEnv } from '../domain/settings-to-env.ts';
import { auditClaims, auditLedger } from './demo/audit.ts';
import { play } from './demo/run.ts';
import { demoSettings, wholeDemo } from './demo/told.ts';
import { openWorld, type World } from './demo/world.ts';
import { lastingPort } from './ports.ts';
import { backUpPostgres, backUpTemporal, destroy, restore } from './restore/backup.ts';
import { type Check, verifiedBeforeWorkers, verifiedByWorkers } from './restore/verified-by.ts';
import { scriptArgs } from './service.ts';
import { type Stack, type StackOptions, startStack } from './stack.ts';

/** The moment of the backup: claims in every stage, money at the bank, demands open. */
const BACKUP_AT = '2020-06-01T12:00:00+08:00';

/**
 * `npm run restore:rehearse`: in the middle of the demo both databases are backed up, destroyed and restored; then everything that a restore is verified by is
 * run, in the order of docs/operations.md and with no more running than it says; the API comes last, and the stories go on to their end, where every fen is what they say.
 */
async function main(): Promise<void> {
  const say = (line: string) => console.log(line);
  const signal = AbortSignal.timeout(15 * 60_000);
  const { told, acts } = wholeDemo();
  const before = acts.filter(({ at }) => Date.parse(at) <= Date.parse(BACKUP_AT));
  const after = acts.slice(before.length);
  if (before.length === 0 || after.length === 0) throw new StartFailure(`${BACKUP_AT} lies outside the demo.`);
  const folder = mkdtempSync(join(tmpdir(), 'training-subsidy-claims-restore-'));
  // PostgreSQL under another account has to pass through.
  chmodSync(folder, 0o755);
  const [dataDir, backup] = [join(folder, 'data'), join(folder, 'backup')];
  const given = { ...(await demoSettings(acts)), dataDir, port: await lastingPort() };
  const start = (those: Pick<StackOptions, 'api' | 'worker'> = {}) => startStack({ settings: given, say, ...those });
  let stack = await start();
  try {
    const world = openWorld(stack.urls.api!, { signal, note: () => undefined });
    await play(world, before, { say, signal });

    // PostgreSQL and the dev server's file are two copies: nobody may write between them.
    say('\nbacking up: API and worker are stopped, so that both databases are at one moment');
    await Promise.all([stack.api!.stop(), stack.worker!.stop()]);
    mkdirSync(backup);
    const anchors = join(backup, 'anchors.jsonl');
    copyFileSync(stack.settings.auditAnchors!, anchors);
    await backUpPostgres(adminOf(stack), dataDir, backup);
    await stack.stop();
    await backUpTemporal(dataDir, backup);

    stack = await start();
    const lost = await uploaded(world);
    say('\na file is uploaded after the backup; then both databases are destroyed');
    await stack.stop();
    await destroy(dataDir);

    say('restoring\n');
    await restore(dataDir, backup);
    stack = await start({ worker: false, api: false });
    await verify(stack, verifiedBeforeWorkers, anchors, say);
    await stack.stop();
    say('\nthe worker comes, the API is closed still');
    stack = await start({ api: false });
    await verify(stack, verifiedByWorkers, anchors, say);
    await stack.stop();
    say('\nnow the API');
    stack = await start();
    await world.refusal(world.as(clerk).bytes(`/v1/files/${lost}`), 'not-found');
    say('what came after the backup is gone, and said to be');

    say('\nthe stories go on:');
    await play(world, after, { say, signal });
    const claims = told.flatMap((story) => story.claims);
    await auditClaims(world, claims);
    say('\nEvery amount is what its story says, to the fen. The ledger balances and its chain is unbroken:');
    for (const line of await auditLedger(world, claims)) say(`  ${line}`);
    say('\nThe restore is good.');
  } finally {
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const clerk = { role: 'enterprise', uscc: '91320200MA0000001G', subject: 'clerk-of-the-rehearsal' };

async function uploaded(world: World): Promise<string> {
  const text = '%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n';
  const answer = await world.as(clerk).upload<{ fileId: string }>('/v1/files', 'application/pdf', text, 'after.pdf');
  await world.as(clerk).bytes(`/v1/files/${answer.fileId}`);
  return answer.fileId;
}

/** The same server's superuser, whose password is the roles'. */
function adminOf({ settings }: Stack): string {
  return Object.assign(new URL(settings.migrationDatabaseUrl!), { username: 'postgres', pathname: '/postgres' }).href;
}

async function verify(
  { settings }: Stack,
  checks: readonly Check[],
  anchors: string,
  say: (line: string) => void,
): Promise<void> {
  for (const { file, anchored } of checks) {
    const given = anchored ? ['--anchors', anchors] : [];
    const env = { ...process.env, ...settingsToEnv(settings) };
    const run = promisify(execFile)(process.execPath, [...scriptArgs(file), ...given], { env });
    const { stdout } = await run.catch((error: { stdout: string; stderr: string }) => {
      throw new StartFailure(`${file} does not hold:\n${error.stdout}${error.stderr}`);
    });
    say(`${file}\n${stdout.trimEnd().replace(/^/gm, '  ')}`);
  }
}

await runMain(main);
process.exit();
