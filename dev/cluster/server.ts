import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Connection } from '@temporalio/client';
import { messageOf, StartFailure } from '../../domain/failure.ts';
import { lastWords } from '../child.ts';
import { differentPorts } from '../ports.ts';
import type { Postgres } from '../postgres/server.ts';
import { type Service, serviceOf } from '../service.ts';
import type { Run } from '../supervise.ts';
import { type ClusterConfig, type Kind, kinds, type ListensAt, serverConfig } from './config.ts';
import type { ServerPrograms } from './programs.ts';

/** Temporal's production server as processes of their own. */
export const members = ['frontend', 'history-1', 'history-2', 'matching', 'system-worker'] as const;
export type Member = (typeof members)[number];

const KIND: Record<Member, Kind> = {
  frontend: 'frontend',
  'history-1': 'history',
  'history-2': 'history',
  matching: 'matching',
  // "worker" is Temporal's name for what runs its Schedules; ours are workers too.
  'system-worker': 'worker',
};

export interface TemporalCluster {
  readonly address: string;
  readonly members: Record<Member, Service>;
}

/** A rehearsal moves clocks. JSON is YAML too. */
const DYNAMIC = { 'frontend.WorkflowTimeSkippingEnabled': [{ value: true }] };
const SHARDS = 16;
const PATIENCE_MS = 90_000;

/** Starts the cluster on databases of `postgres`, which it makes, and returns when its frontend answers. @throws StartFailure with the last words of who did not start. */
export async function startTemporalCluster(
  run: Run,
  programs: ServerPrograms,
  postgres: Postgres,
): Promise<TemporalCluster> {
  const url = new URL(postgres.migratorUrl('temporal'));
  const database = {
    ...{ port: postgres.port, user: url.username, password: decodeURIComponent(url.password) },
    ...{ main: 'temporal', visibility: 'temporal_visibility' },
  };
  await bringUpToDate(programs, postgres, database);
  const ports = await portsOfAll();
  const folder = join(run.dataDir, 'temporal');
  await mkdir(folder, { recursive: true });
  const dynamic = join(folder, 'dynamic.yaml');
  await writeFile(dynamic, JSON.stringify(DYNAMIC));
  const startMember = async (name: Member): Promise<[Member, Service]> => {
    const kind = KIND[name];
    const config = join(folder, `${name}.yaml`);
    const around = { ...ports.first, [kind]: ports.of[name] };
    // The database's password is in it.
    await writeFile(config, serverConfig({ ports: around, database, dynamic, shards: SHARDS }), {
      mode: 0o600,
    });
    const args = ['--config-file', config, '--allow-no-auth', 'start', '--service', kind];
    const service = await serviceOf(async () => {
      const child = run.start(name, programs.server, args);
      for (const until = Date.now() + PATIENCE_MS; !(await listensOn(ports.of[name].membership)); await sleep(50)) {
        if (child.alive() && Date.now() < until) continue;
        await child.stop();
        throw new StartFailure(`Temporal's ${name} did not start. The end of ${child.logFile}:\n${lastWords(child)}`);
      }
      return child;
    });
    return [name, service];
  };
  // Whoever comes first writes into the new databases what the cluster is, and a second at the same moment would fail on it.
  const [first, ...others] = members;
  const started = [await startMember(first), ...(await Promise.all(others.map(startMember)))];
  const services = Object.fromEntries(started) as Record<Member, Service>;
  const address = `127.0.0.1:${ports.of.frontend.rpc}`;
  await answers(address);
  return { address, members: services };
}

/** Temporal's two databases, at the version of its server. Repeating is harmless. */
async function bringUpToDate(
  { sqlTool }: ServerPrograms,
  postgres: Postgres,
  { port, user, password, main, visibility }: ClusterConfig['database'],
): Promise<void> {
  const at = ['--plugin', 'postgres12', '--endpoint', '127.0.0.1', '--port', String(port), '--user', user];
  for (const [name, schema] of [
    [main, 'temporal'],
    [visibility, 'visibility'],
  ] as const) {
    await postgres.createDatabase(name);
    const tool = (...args: string[]) =>
      promisify(execFile)(sqlTool, [...at, '--database', name, ...args], {
        env: { ...process.env, SQL_PASSWORD: password },
      });
    try {
      // There already, but for the first time: the update says so if it is not.
      await tool('setup-schema', '-v', '0.0').catch(() => undefined);
      await tool('update-schema', '--schema-name', `postgresql/v12/${schema}`);
    } catch (error) {
      throw new StartFailure(`Temporal's database ${name} could not be made: ${messageOf(error)}`);
    }
  }
}

async function portsOfAll(): Promise<{ of: Record<Member, ListensAt>; first: Record<Kind, ListensAt> }> {
  const free = await differentPorts(members.length * 2);
  const at = (i: number): ListensAt => ({ rpc: free[2 * i]!, membership: free[2 * i + 1]! });
  const of = Object.fromEntries(members.map((name, i) => [name, at(i)])) as Record<Member, ListensAt>;
  const first = kinds.map((kind) => [kind, of[members.find((name) => KIND[name] === kind)!]]);
  return { of, first: Object.fromEntries(first) as Record<Kind, ListensAt> };
}

function listensOn(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

/** The parts have found one another when the frontend can tell of its own namespace. */
async function answers(address: string): Promise<void> {
  for (const until = Date.now() + PATIENCE_MS; ; await sleep(200)) {
    try {
      const connection = await Connection.connect({ address, connectTimeout: '2s', interceptors: [] });
      await connection.workflowService
        .describeNamespace({ namespace: 'temporal-system' })
        .finally(() => connection.close());
      return;
    } catch (error) {
      if (Date.now() > until) throw new StartFailure(`Temporal's frontend does not answer: ${messageOf(error)}`);
    }
  }
}
