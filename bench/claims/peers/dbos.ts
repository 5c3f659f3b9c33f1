import { lastingPort } from '../../../dev/ports.ts';
import { startProgram, workerIsReady } from '../../../dev/service.ts';
import { bareDatabase } from '../bare-database.ts';
import { npm } from './fetch.ts';
import { lifeInEnv, NOTICE_MS, overHttp } from './over-http.ts';
import type { Peer } from './peer.ts';

export const dbos: Peer = {
  title: 'DBOS Transact 5',
  note: `DBOS: workflow, messages and answers in the shared PostgreSQL, one process. An act is a message, its answer an event that the workflow publishes behind it. No clock can be moved: the notice is a timer of ${NOTICE_MS} ms.`,
  fetching: npm('dbos'),
  async open(servers, cwd) {
    const port = await lastingPort();
    const env = { ...lifeInEnv, DATABASE_URL: await bareDatabase(servers), PORT: String(port) };
    const program = { name: 'dbos', command: process.execPath, args: ['engine.mjs'], cwd, env };
    const { stop } = await startProgram(servers.run, program, workerIsReady);
    return {
      ...overHttp(`http://127.0.0.1:${port}`, (id) => `/claim/${id}/end`),
      moveAll: async () => undefined,
      stop,
    };
  },
};
