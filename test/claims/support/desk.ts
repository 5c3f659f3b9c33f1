import { randomUUID } from 'node:crypto';
import { createClaimActivities, type handlers } from '../../../activities/claim/index.ts';
import { storeDossier } from '../../../db/intake/dossiers.ts';
import { createPool, type Db } from '../../../db/pool.ts';
import { claimWorkflowId, type Moved } from '../../../domain/claim/protocol.ts';
import type { Step } from '../../../domain/rules/steps.ts';
import { chinaCalendar } from '../../../jurisdictions/china/calendars/index.ts';
import { loadRegistry } from '../../../jurisdictions/registry.ts';
import { testDatabase } from '../../support/stack.ts';
import type { TestFiling } from './house.ts';
import { storePeople } from './people.ts';

export type MoveName = keyof typeof handlers;

/** The moves of claims on a database of one's own, as their workflows would call them: for very many claims at once. */
export interface Desk {
  db: Db;
  /** Business time of the moves to come. */
  setNow(instant: string): void;
  file(filing: TestFiling): Promise<string>;
  /** `on`: the move enters the claim's next step. */
  move(
    claimId: string,
    act: MoveName,
    of?: { body?: object; decision?: string; by?: string; on?: boolean },
  ): Promise<Moved>;
  close(): Promise<void>;
}

export async function openDesk(): Promise<Desk> {
  const { databaseUrl } = await testDatabase();
  const db = createPool(databaseUrl, 50);
  let now = '2020-03-02T10:00:00+08:00';
  const moves = createClaimActivities({
    ...{ db, registry: await loadRegistry(), calendar: chinaCalendar, authorityMailDomain: 'authority.example' },
    clock: { now: async () => now, offset: async () => 0 },
    // No move of these claims talks to a workflow.
    client: undefined as never,
  });
  const claims = new Map<string, { n: number; no: number; steps: Step[] }>();

  async function message(claimId: string, kind: string, by: string, body: object, decision?: string) {
    const dossierId = randomUUID();
    await storeDossier(db, { id: dossierId, claimId, kind, body, bySubject: by });
    return { by, dossierId, decision, via: 'api' as const };
  }

  return {
    db,
    setNow(instant) {
      now = instant;
    },
    async file({ jurisdiction, programme, form, people, by = 'enterprise-1' }) {
      const claimId = `c${randomUUID().slice(0, 8)}`;
      const rosterId = await storePeople(db, 'a key of this test', people);
      const filed = await moves.fileClaim({
        ...{ claimId, n: 1, at: now, message: await message(claimId, 'filing', by, { filing: form, rosterId }) },
        input: { claimId, jurisdiction, programme, clockOffsetMs: 0 },
        workflowId: claimWorkflowId(jurisdiction, programme, claimId),
      });
      claims.set(claimId, { n: 1, no: 1, steps: filed.steps });
      return claimId;
    },
    async move(claimId, act, { body = {}, decision, by = 'enterprise-1', on = false } = {}) {
      const claim = claims.get(claimId)!;
      const step = claim.steps[claim.no + 1];
      const next = on && step ? { step, no: claim.no + 1 } : undefined;
      const moved = await moves[act]({
        ...{ claimId, n: claim.n + 1, at: now, next },
        message: await message(claimId, act, by, body, decision),
      });
      claim.n += 1;
      if (next) claim.no += 1;
      return moved;
    },
    close: () => db.end(),
  };
}
