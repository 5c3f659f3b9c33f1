import type { ServiceSettings, Settings } from '../domain/env.ts';
import { bootstrap } from '../worker/bootstrap.ts';
import type { Mail } from './mailbox/store.ts';
import { demandPort } from './ports.ts';
import { demandUnversioned, migrateOwn, type Ports, provideServers } from './servers.ts';
import { apiIsReady, type Service, startService, workerIsReady } from './service.ts';
import { openRun } from './supervise.ts';

export interface StackOptions {
  /** A server whose address is set here is used as it is; the others are started from `dataDir`. */
  settings: Settings;
  /** Name of the database and of the Temporal namespace on embedded servers. `next-rehearsal`: the next free `rehearsal-<n>`. Default `claims`. */
  name?: string | 'next-rehearsal';
  ports?: Partial<Ports>;
  worker?: boolean;
  api?: boolean;
  /** Hears what is being done. */
  say?: (line: string) => void;
  /** Calls the start off. */
  signal?: AbortSignal;
}

export interface Stack {
  /** Complete settings: what a process needs to join this stack. */
  readonly settings: ServiceSettings;
  /** Addresses to show: without any password. */
  readonly urls: { api?: string; docs?: string; temporalUi?: string; mailbox?: string; postgres: string };
  readonly worker?: Service;
  readonly api?: Service;
  /** Mails in the embedded mailbox, the latest first. */
  mails(): Promise<Mail[]>;
  /** Settles with its name when a process of the stack ends that nobody told to. */
  readonly broken: Promise<string>;
  /** Stops everything; no process is left. State stays in `dataDir`. */
  stop(): Promise<void>;
}

/**
 * Brings up all that a claim needs, on one data folder, and returns when it answers: servers, database with its migrations, namespace, worker, API.
 * @throws StartFailure; nothing is left running then.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  demandUnversioned(options.settings);
  const { settings, worker = true, api = true, say = () => undefined, signal } = options;
  const run = await openRun(settings.dataDir);
  const stop = () => run.close();
  signal?.addEventListener('abort', () => void stop());
  try {
    signal?.throwIfAborted();
    if (run.ended.length > 0) say(`ended what an earlier run had left: ${run.ended.join(', ')}`);
    if (api) await demandPort(settings.port, 'PORT');
    say('starting PostgreSQL, Temporal and the mailbox');
    const { settings: complete, mailbox } = await provideServers(
      run,
      settings,
      options.name ?? 'claims',
      options.ports ?? {},
      say,
    );
    say('migrating the database');
    await migrateOwn(complete);
    await bootstrap(complete);
    const ours = [worker && 'worker', api && 'API'].filter(Boolean);
    if (ours.length > 0) say(`starting ${ours.join(' and ')}`);
    const url = `http://127.0.0.1:${settings.port}`;
    const [workerService, apiService] = await Promise.all([
      worker ? startService(run, 'worker', api ? linked(complete, url) : complete, workerIsReady) : undefined,
      api ? startService(run, 'api', complete, apiIsReady(url)) : undefined,
    ]);
    return {
      settings: complete,
      urls: {
        ...(api ? { api: url, docs: `${url}/docs` } : {}),
        temporalUi: complete.temporalUiUrl,
        mailbox: mailbox?.webUrl,
        postgres: Object.assign(new URL(complete.databaseUrl), { password: '' }).href,
      },
      worker: workerService,
      api: apiService,
      mails: () => mailbox?.messages() ?? Promise.resolve([]),
      broken: run.broken,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Mails lead to the pages of this stack. Its API goes by no address: it is called by each that this machine has. */
const linked = (settings: ServiceSettings, url: string): ServiceSettings => ({
  ...settings,
  publicUrl: settings.publicUrl ?? url,
});
