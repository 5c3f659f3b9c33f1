import { randomUUID } from 'node:crypto';
import { createClaimActivities, type handlers } from '../../../activities/claim/index.ts';
import type { Deps } from '../../../activities/deps.ts';
import { storeDossier } from '../../../db/intake/dossiers.ts';
import { createPool, type Db } from '../../../db/pool.ts';
import { type ActMessage, claimWorkflowId, type Moved } from '../../../domain/claim/protocol.ts';
import type { Step } from '../../../domain/rules/steps.ts';
import { chinaCalendar } from '../../../jurisdictions/china/calendars/index.ts';
import { loadRegistry } from '../../../jurisdictions/registry.ts';
import { testDatabase } from '../../support/stack.ts';
import { testVault } from '../../support/vault.ts';
import type { TestFiling } from './house.ts';
import { storePeople } from './people.ts';

export type MoveName = keyof typeof handlers;

/** The moves of claims on a database of one's own, as their workflows would call them: for very many claims at once. */
export interface Desk {
  db: Db;
  /** What activities work with here. */
  deps: Deps;
  /** Name of the database. */
  database: string;
  /** Business time of the moves to come. */
  now(): string;
  setNow(instant: string): void;
  file(filing: TestFiling, claimId?: string): Promise<string>;
  /** `on`: the move enters the claim's next step; `again`: once more the one in which it was returned. `message`: instead of one that hands `body` in; null: the clock moves the claim. */
  move(
    claimId: string,
    act: MoveName,
    of?: {
      body?: object;
      decision?: string;
      by?: string;
      objectionId?: string;
      on?: boolean;
      again?: boolean;
      message?: ActMessage | null;
    },
  ): Promise<Moved>;
  /** Keeps what is handed in, as the API does; answers its id. */
  handIn(of: string, kind: string, by: string, body?: object): Promise<string>;
  close(): Promise<void>;
}

export interface DeskOptions {
  connections?: number;
  /** Stands for Temporal's client. Default: none, since no move talks to another workflow. */
  client?: Deps['client'];
  /** Runs an activity, once or more. */
  run?: <A, R>(activity: (input: A) => Promise<R>, input: A) => Promise<R>;
}

export async function openDesk(options: DeskOptions = {}): Promise<Desk> {
  const { connections = 50, client = undefined as never, run = (activity, input) => activity(input) } = options;
  const { databaseUrl, name: database } = await testDatabase();
  const db = createPool(databaseUrl, connections, testVault);
  let now = '2020-03-02T10:00:00+08:00';
  const deps: Deps = {
    ...{ db, registry: await loadRegistry(), calendar: chinaCalendar, authorityMailDomain: 'authority.example' },
    clock: { now: async () => now, offset: async () => 0 },
    client,
    taskQueue: 'claims',
  };
  const moves = createClaimActivities(deps);
  const claims = new Map<string, { n: number; no: number; steps: Step[] }>();

  async function handIn(of: string, kind: string, by: string, body: object = {}): Promise<string> {
    const id = randomUUID();
    await storeDossier(db, { id, claimId: of, kind, body, bySubject: by });
    return id;
  }

  return {
    ...{ db, deps, database, handIn },
    now: () => now,
    setNow(instant) {
      now = instant;
    },
    async file(
      { jurisdiction, programme, form, people, claimant, by = 'enterprise-1' },
      claimId = `c${randomUUID().slice(0, 8)}`,
    ) {
      const rosterId = await storePeople(db, people, claimant);
      const dossierId = await handIn(claimId, 'filing', by, { filing: form, rosterId });
      const filed = await run(moves.fileClaim, {
        ...{ claimId, n: 1, at: now, message: { by, dossierId, via: 'api' as const } },
        input: { claimId, jurisdiction, programme, clockOffsetMs: 0 },
        workflowId: claimWorkflowId(jurisdiction, programme, claimId),
      });
      claims.set(claimId, { n: 1, no: 1, steps: filed.steps });
      return claimId;
    },
    async move(
      claimId,
      act,
      { body = {}, decision, by = 'enterprise-1', objectionId, on = false, again = false, message: given } = {},
    ) {
      const claim = claims.get(claimId)!;
      const no = again ? claim.no : claim.no + 1;
      const step = claim.steps[no];
      const next = (on || again) && step ? { step, no } : undefined;
      const message =
        given === undefined
          ? { by, dossierId: await handIn(claimId, act, by, body), decision, objectionId, via: 'api' as const }
          : given;
      const moved = await run(moves[act], { claimId, n: claim.n + 1, at: now, next, message });
      claim.n += 1;
      if (next) claim.no = no;
      return moved;
    },
    close: () => db.end(),
  };
}
