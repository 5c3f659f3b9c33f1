import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRun } from '../dev/supervise.ts';
import { claims } from './claims/index.ts';
import { startServers } from './harness/servers.ts';

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const { chmodSync } = await import('node:fs');
chmodSync(folder, 0o755);
const run = await openRun(folder);
try {
  const servers = await startServers(run, console.log);
  const scale = Number(process.argv[2] ?? 1);
  const result = await claims.run({
    servers,
    repetitions: Number(process.argv[3] ?? 1),
    scale,
    absent: new Map(),
    say: console.log,
  });
  console.log(JSON.stringify(result, null, 1));
} finally {
  await run.close();
}
process.exit();
