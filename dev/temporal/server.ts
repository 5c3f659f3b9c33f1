import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { messageOf, StartFailure } from '../../domain/failure.ts';
import { type Child, lastWords } from '../child.ts';
import { preferPort } from '../ports.ts';
import { type Service, serviceOf } from '../service.ts';
import type { Run } from '../supervise.ts';

export interface TemporalOptions {
  /** Path of the Temporal CLI, from `findTemporal`. */
  cli: string;
  port?: number;
  uiPort?: number;
  /** `false` leaves the Web UI out. */
  ui?: boolean;
  /** Where the Web UI has sealed payloads opened. */
  codecUrl?: string;
  /** Further settings of the server by their names. */
  settings?: Record<string, string>;
  /** Whether each write waits for the disk. Default: no, and only a power cut can lose what was written; a killed process does not. */
  durable?: boolean;
}

export interface Temporal extends Service {
  readonly address: string;
  readonly uiUrl: string;
}

const HOST = '127.0.0.1';
const SETTINGS = {
  'frontend.WorkflowTimeSkippingEnabled': 'true',
  // By so much the clocks of several servers may differ, and a timer may be late: a second, if nobody says that there is one server.
  'history.timerProcessorMaxTimeShift': '"20ms"',
};
const PATIENCE_MS = 60_000;

/**
 * Starts Temporal's dev server on this run's data folder. Its state is there again after a restart, also after kill -9.
 * The server picks some of its inner ports itself and may lose one to somebody else in the meantime: then it is started again.
 */
export async function startTemporal(run: Run, options: TemporalOptions): Promise<Temporal> {
  let ports: Ports | undefined;
  const service = await serviceOf(async () => {
    for (let tries = 1; ; tries++) {
      const chosen = ports ?? {
        port: await preferPort(options.port ?? 0),
        uiPort: await preferPort(options.uiPort ?? 0),
      };
      try {
        const child = await startOnce(run, options, chosen);
        ports = chosen;
        return child;
      } catch (error) {
        if (tries === 3 || !messageOf(error).includes('address already in use')) throw error;
      }
    }
  });
  const { port, uiPort } = ports!;
  return { ...service, address: `${HOST}:${port}`, uiUrl: `http://${HOST}:${uiPort}` };
}

interface Ports {
  port: number;
  uiPort: number;
}

async function startOnce(run: Run, options: TemporalOptions, { port, uiPort }: Ports): Promise<Child> {
  const child = run.start('temporal', options.cli, [
    ...['server', 'start-dev', '--ip', HOST, '--port', String(port), '--log-level', 'error'],
    ...(options.ui === false ? ['--headless'] : ['--ui-port', String(uiPort), '--ui-disable-news-fetch']),
    ...(options.codecUrl ? ['--ui-codec-endpoint', options.codecUrl] : []),
    ...['--db-filename', join(run.dataDir, 'temporal.db')],
    ...['--sqlite-pragma', `synchronous=${options.durable ? 'full' : 'off'}`],
    ...Object.entries({ ...SETTINGS, ...options.settings }).flatMap(([name, value]) => [
      '--dynamic-config-value',
      `${name}=${value}`,
    ]),
  ]);
  for (const until = Date.now() + PATIENCE_MS; ; await sleep(50)) {
    const answer = await ping(`${HOST}:${port}`).catch((error: unknown) => error);
    if (answer === undefined) return child;
    if (child.alive() && Date.now() < until) continue;
    await child.stop();
    throw new StartFailure(
      `Temporal did not start (${messageOf(answer)}). The end of ${child.logFile}:\n${lastWords(child)}`,
    );
  }
}

async function ping(address: string): Promise<void> {
  // Asked once and not again behind our back: a repeat that is pending when the connection is closed would end this process.
  const connection = await Connection.connect({ address, connectTimeout: '2s', interceptors: [] });
  try {
    await connection.workflowService.describeNamespace({ namespace: 'default' });
  } finally {
    await connection.close();
  }
}
