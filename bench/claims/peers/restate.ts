import { randomBytes } from 'node:crypto';
import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { differentPorts } from '../../../dev/ports.ts';
import { startProgram, workerIsReady } from '../../../dev/service.ts';
import { StartFailure } from '../../../domain/failure.ts';
import { bareDatabase } from '../bare-database.ts';
import { npm } from './fetch.ts';
import { call, lifeInEnv, NOTICE_MS, overHttp } from './over-http.ts';
import type { Peer } from './peer.ts';

export const restate: Peer = {
  title: 'Restate 1',
  note: `Restate: its server keeps the claims in files of its own, synced, not in PostgreSQL; a second process has their code. An act resolves a durable promise, the workflow answers by another. No clock can be moved: the notice is a timer of ${NOTICE_MS} ms.`,
  fetching: npm('restate'),
  async open(servers, folder) {
    const [node, ingress, admin, worker] = await differentPorts(4);
    const local = (port: number | undefined) => `127.0.0.1:${port}`;
    const server = await startProgram(
      servers.run,
      {
        name: 'restate-server',
        command: await serverIn(folder),
        args: ['--no-logo', '--listen-mode', 'tcp'],
        cwd: await newFolder(servers.run.dataDir),
        env: {
          DO_NOT_TRACK: '1',
          RESTATE_DISABLE_TELEMETRY: 'true',
          RESTATE_LOG_FILTER: 'warn',
          RESTATE_BASE_DIR: '.',
          RESTATE_BIND_ADDRESS: local(node),
          RESTATE_INGRESS__BIND_ADDRESS: local(ingress),
          RESTATE_ADMIN__BIND_ADDRESS: local(admin),
        },
      },
      () => answers(`http://${local(admin)}/health`, `http://${local(ingress)}/restate/health`),
    );
    const env = { ...lifeInEnv, DATABASE_URL: await bareDatabase(servers), PORT: String(worker) };
    const program = { name: 'restate', command: process.execPath, args: ['engine.mjs'], cwd: folder, env };
    const code = await startProgram(servers.run, program, workerIsReady);
    await call(`http://${local(admin)}/deployments`, { uri: `http://${local(worker)}` });
    return {
      ...overHttp(`http://${local(ingress)}`, (id) => `/restate/workflow/claim/${id}/attach`),
      moveAll: async () => undefined,
      async stop() {
        await server.stop();
        await code.stop();
      },
    };
  },
};

/** Its npm package is a script that starts the program; without the script the program has the signals to itself. */
async function serverIn(folder: string): Promise<string> {
  const machine = `${process.platform}-${process.arch}`;
  const program = join(folder, `node_modules/@restatedev/restate-server-${machine}/bin/restate-server`);
  await access(program).catch(() => {
    throw new StartFailure(`Restate has no server for ${machine}. Leave it out with --without restate.`);
  });
  return program;
}

async function newFolder(dataDir: string): Promise<string> {
  const folder = join(dataDir, `restate-${randomBytes(6).toString('hex')}`);
  await mkdir(folder);
  return folder;
}

async function answers(...urls: string[]): Promise<boolean> {
  const all = await Promise.allSettled(urls.map((url) => fetch(url)));
  return all.every((one) => one.status === 'fulfilled' && one.value.ok);
}
