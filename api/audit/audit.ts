import { getContext } from 'hono/context-storage';
import { type AuditHead, appendEntries } from '../../db/audit/append.ts';
import { isConnectionLoss, reasonOf } from '../../db/failures.ts';
import { transaction } from '../../db/pool.ts';
import type { AuditEntry } from '../../domain/audit.ts';
import { msToInstant } from '../../domain/calendar/instant.ts';
import { Problem } from '../../domain/problem.ts';
import type { Actor } from '../auth/tokens.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';

/** What a call was about. */
export interface Concern {
  place?: string | null;
  claimId?: string;
  /** Ids of what else it was about. */
  ids?: readonly string[];
}

/** What somebody did or was shown, as the code that lets them says it. */
export interface Deed {
  /** Left out: a token was refused. */
  actor?: Actor;
  act: string;
  of: Concern;
  /** Ids of the persons who are shown one by one. */
  persons?: readonly string[];
  /** The task in hand, where the call itself is none. */
  task?: string;
  outcome: string;
}

export interface Audit {
  /** Resolves when the entry is in the log. @throws Problem `audit-log-unavailable`: then nothing may be shown or done */
  record(deed: Deed): Promise<void>;
  /** The entry for `appendEntries` in the transaction of the act itself: both are there, or neither. */
  entryOf(deed: Deed): Promise<AuditEntry>;
}

interface Waiting {
  entry: AuditEntry;
  kept(): void;
  failed(): void;
}

/** More than one statement should carry. */
const mostAtOnce = 500;

/**
 * Writes into the one chain of the installation. What comes while a write is on its way waits and is written together, so that the chain's end is
 * taken once for many readings. `moved` hears where the chain ends.
 */
export function createAudit(
  { pool, clock, log }: Pick<Deps, 'pool' | 'clock' | 'log'>,
  moved: (head: AuditHead) => void = () => {},
): Audit {
  const waiting: Waiting[] = [];
  let writing = false;

  async function write(): Promise<void> {
    if (writing) return;
    writing = true;
    while (waiting.length > 0) await writeTogether(waiting.splice(0, mostAtOnce));
    writing = false;
  }

  async function writeTogether(batch: Waiting[]): Promise<void> {
    try {
      moved(await append(batch.map(({ entry }) => entry)));
      for (const { kept } of batch) kept();
    } catch (error) {
      log.error({ ...reasonOf(error), entries: batch.length }, 'audit log cannot be written');
      for (const { failed } of batch) failed();
    }
  }

  /** Once more where the connection was lost before the commit: nothing of it is in the log. */
  async function append(entries: readonly AuditEntry[]): Promise<AuditHead> {
    for (let tries = 1; ; tries++) {
      let written = false;
      try {
        return await transaction(pool, async (tx) => {
          const head = await appendEntries(tx, entries);
          written = true;
          return head;
        });
      } catch (error) {
        if (written || tries === 2 || !isConnectionLoss(error)) throw error;
      }
    }
  }

  async function entryOf({ actor, act, of, persons = [], task, outcome }: Deed): Promise<AuditEntry> {
    const { requestId, access } = getContext<Env>().var;
    return {
      ...{ at: msToInstant(Date.now()), businessAt: msToInstant(await clock.now()) },
      ...{ actor: actor?.subject ?? null, role: actor?.role ?? null, jurisdiction: actor?.jurisdiction ?? null },
      apiKey: actor?.scopes ? actor.subject : null,
      ...{ act, place: of.place ?? null, claimId: of.claimId ?? null, concerns: [...(of.ids ?? [])] },
      persons: [...new Set(persons)],
      // Who acts is about that act; who only reads is about the task that waits for them, if any.
      purpose: access.method === 'POST' ? access.path.split('/').at(-1)! : (task ?? 'outside-task'),
      ...{ requestId, outcome },
    };
  }

  return {
    async record(deed) {
      const entry = await entryOf(deed);
      await new Promise<void>((kept, reject) => {
        waiting.push({ entry, kept, failed: () => reject(new Problem('audit-log-unavailable')) });
        void write();
      });
    },
    entryOf,
  };
}
