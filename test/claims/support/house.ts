import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { Worker } from '@temporalio/worker';
import type { Deps } from '../../../activities/deps.ts';
import { createGateway, type Gateway } from '../../../api/gateway.ts';
import { type ClaimRow, findClaim } from '../../../db/claims/claims.ts';
import { storeDossier } from '../../../db/intake/dossiers.ts';
import { createPool } from '../../../db/pool.ts';
import { instantToMs, msToInstant } from '../../../domain/calendar/instant.ts';
import { type ActMessage, type ClaimAct, claimWorkflowId, type Moved } from '../../../domain/claim/protocol.ts';
import type { ServiceSettings } from '../../../domain/env.ts';
import type { Certificate, Relation } from '../../../domain/money/types.ts';
import { chinaCalendar } from '../../../jurisdictions/china/calendars/index.ts';
import { loadRegistry, type Registry } from '../../../jurisdictions/registry.ts';
import { connectClient, connectWorker } from '../../../worker/connection.ts';
import { createPackWorkers } from '../../../worker/packs.ts';
import { ensureSchedules } from '../../../worker/schedules.ts';
import { createWorkers } from '../../../worker/worker.ts';
import { quietRuntime } from '../../support/runtime.ts';
import { testSettings } from '../../support/stack.ts';
import { testVault } from '../../support/vault.ts';
import { moveClocks } from './clocks.ts';
import { insisting } from './insisting.ts';
import { storePeople } from './people.ts';

/** One person on a test roster; `seed` names who it is, the same seed is the same person everywhere. */
export interface TestPerson {
  seed: number;
  relation?: Relation;
  hiredOn?: string;
  insuredFrom?: string;
  contract?: 'new' | 'renewal';
  registeredOn?: string;
  plannedCertificate?: Certificate;
  allowanceCategory?: string;
}

/** A worker, a database and a namespace of one's own: claims really run here. */
export interface House {
  settings: ServiceSettings;
  deps: Deps;
  client: Client;
  gateway: Gateway;
  /** Stops the workers and starts new ones, which may know other law or other workflow code. `meanwhile`: what comes while nobody works. */
  restart(registry?: Registry, meanwhile?: () => Promise<void>): Promise<void>;
  /** Business time at which claims are filed from now on. */
  setNow(instant: string): void;
  /** Business time minus real time, milliseconds. */
  offsetMs(): number;
  /** Moves the clocks of all open claims, and of filings to come, forward to an instant. */
  advanceTo(instant: string): Promise<void>;
  file(filing: TestFiling): Promise<{ claimId: string; workflowId: string; moved: Moved }>;
  act(claimId: string, act: ClaimAct, body?: object, message?: Partial<ActMessage>): Promise<Moved>;
  claim(id: string): Promise<ClaimRow>;
  /** Waits until the claim stands in a stage: what a timer or a signal does comes a moment later. */
  reaches(id: string, stage: string): Promise<ClaimRow>;
  stop(): Promise<void>;
}

export interface TestFiling {
  jurisdiction: string;
  programme: string;
  form: object;
  people: TestPerson[];
  claimant?: string;
  by?: string;
}

export interface HouseOptions {
  registry?: Registry;
  /** Runs the packs' own workflows too; each takes some seconds to bundle. */
  packs?: boolean;
  /** False: a process of its own works for this house. */
  worker?: boolean;
  /** Default: a database and a namespace of its own on the servers of the test run. */
  settings?: ServiceSettings;
}

export async function openHouse(options: HouseOptions = {}): Promise<House> {
  const { registry, packs = false, worker = true, settings = await testSettings() } = options;
  const db = createPool(settings.databaseUrl, 10, testVault);
  quietRuntime();
  const [client, connection] = await Promise.all([connectClient(settings), connectWorker(settings)]);
  let offsetMs = 0;
  const clock = { now: async () => msToInstant(Date.now() + offsetMs), offset: async () => offsetMs };
  const deps: Deps = {
    ...{
      db,
      client,
      clock,
      calendar: chinaCalendar,
      authorityMailDomain: 'authority.example',
      taskQueue: settings.taskQueue,
    },
    registry: registry ?? (await loadRegistry()),
  };
  const start = async () => [
    ...(worker
      ? await createWorkers(connection, settings, { claims: { ...deps }, payments: { ...deps }, bulk: { ...deps } })
      : []),
    ...(packs ? await createPackWorkers(connection, settings, deps.registry) : []),
  ];
  let workers = run(await start());
  const gateway = createGateway(client, settings.taskQueue, settings.actsAtOnce);
  await ensureSchedules({ client, registry: deps.registry, mode: 'rehearsal', taskQueue: settings.taskQueue });

  const house: House = {
    settings,
    deps,
    client,
    gateway,
    async restart(registry = deps.registry, meanwhile = async () => {}) {
      await workers.stop();
      try {
        await meanwhile();
      } finally {
        deps.registry = registry;
        workers = run(await start());
      }
    },
    setNow(instant) {
      offsetMs = instantToMs(instant) - Date.now();
    },
    offsetMs: () => offsetMs,
    async advanceTo(instant) {
      await moveClocks(deps, instantToMs(instant) - Date.now());
      house.setNow(instant);
    },
    async file({ jurisdiction, programme, form, people, claimant = 'claimant', by = 'enterprise-1' }) {
      const claimId = `c${randomUUID().slice(0, 8)}`;
      const rosterId = await storePeople(db, people);
      const dossierId = randomUUID();
      await storeDossier(db, {
        id: dossierId,
        claimId,
        kind: 'filing',
        body: { filing: form, rosterId },
        bySubject: by,
      });
      const input = { claimId, jurisdiction, programme, clockOffsetMs: offsetMs };
      const message = { by, dossierId };
      const moved = await insisting(() => gateway.file({ input, claimant, title: claimId, message, key: claimId }));
      return { claimId, workflowId: claimWorkflowId(jurisdiction, programme, claimId), moved };
    },
    async act(claimId, act, body, message = {}) {
      const claim = await house.claim(claimId);
      const dossierId = randomUUID();
      const by =
        message.by ??
        (act.endsWith('review') || act === 'ruling' || act === 'verification' ? 'reviewer-1' : claim.filed_by);
      await storeDossier(db, { id: dossierId, claimId, kind: act, body: body ?? {}, bySubject: by });
      return insisting(() => gateway.act(claim.workflow_id, act, { by, dossierId, ...message }, dossierId));
    },
    async claim(id) {
      const claim = await findClaim(db, id);
      if (!claim) throw new Error(`claim ${id} is not in the read model`);
      return claim;
    },
    async reaches(id, stage) {
      for (let tries = 0; tries < 200; tries++) {
        const claim = await house.claim(id);
        if (claim.stage === stage) return claim;
        await sleep(50);
      }
      throw new Error(`claim ${id} does not reach ${stage}: it is ${(await house.claim(id)).stage}`);
    },
    async stop() {
      await workers.stop();
      await Promise.all([db.end(), client.connection.close(), connection.close()]);
    },
  };
  return house;
}

function run(workers: Worker[]) {
  const running = Promise.all(workers.map((worker) => worker.run()));
  return {
    async stop() {
      for (const worker of workers) worker.shutdown();
      await running;
    },
  };
}
