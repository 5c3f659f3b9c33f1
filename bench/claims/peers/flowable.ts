import { delimiter, join } from 'node:path';
import { lastingPort } from '../../../dev/ports.ts';
import { startProgram, workerIsReady } from '../../../dev/service.ts';
import { bareDatabase } from '../bare-database.ts';
import { maven } from './fetch.ts';
import { call, overHttp } from './over-http.ts';
import type { Peer } from './peer.ts';

export const flowable: Peer = {
  title: 'Flowable 7, embedded',
  note: 'Flowable: process and history in the shared PostgreSQL, one Java process that begins cold. An act triggers a receive task and is answered when the process waits again, committed. The engine’s clock is moved, its own executor ends the notices.',
  fetching: maven('flowable'),
  async open(servers, cwd) {
    const port = await lastingPort();
    const url = `http://127.0.0.1:${port}`;
    const env = { JDBC_URL: jdbcOf(await bareDatabase(servers)), PORT: String(port) };
    const classPath = ['classes', join('dependency', '*')].map((part) => join('target', part)).join(delimiter);
    // Without it the JDK's HTTP server waits 40 ms before it sends an answer.
    const args = ['-Dsun.net.httpserver.nodelay=true', '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn'];
    const program = { name: 'flowable', command: 'java', args: [...args, '-cp', classPath, 'Engine'], cwd, env };
    const { stop } = await startProgram(servers.run, program, workerIsReady);
    return {
      ...overHttp(url, (id) => `/claim/${id}/end`),
      moveAll: async (_, offsetMs) => void (await call(`${url}/clock`, offsetMs)),
      stop,
    };
  },
};

function jdbcOf(url: string): string {
  const { host, pathname, username, password } = new URL(url);
  return `jdbc:postgresql://${host}${pathname}?user=${username}&password=${password}`;
}
