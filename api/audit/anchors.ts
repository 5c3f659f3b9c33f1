import { open } from 'node:fs/promises';
import { setInterval } from 'node:timers';
import { type AuditHead, readAuditHead } from '../../db/audit/append.ts';
import { reasonOf } from '../../db/failures.ts';
import { asSystem } from '../../db/scope.ts';
import type { Anchor } from '../../domain/audit.ts';
import { msToInstant } from '../../domain/calendar/instant.ts';
import { messageOf, StartFailure } from '../../domain/failure.ts';
import type { Deps } from '../deps.ts';

export interface Anchors {
  /** The log has become longer. */
  moved(head: AuditHead): void;
  /** Writes the last one. */
  close(): Promise<void>;
}

const everyEntries = 1_000;
const everyMs = 5 * 60_000;

/**
 * Tells the end of the audit log to a file that somebody else may keep: after so many entries, after so long, and at the end. What was told cannot be
 * taken back by whoever can write the database. @throws StartFailure when the file cannot be appended to
 */
export async function openAnchors(file: string, { pool, log }: Pick<Deps, 'pool' | 'log'>): Promise<Anchors> {
  const target = await open(file, 'a', 0o644).catch((error: unknown) => {
    throw new StartFailure(`AUDIT_ANCHORS cannot be written: ${messageOf(error)}`, { cause: error });
  });
  let told = 0;
  let telling = Promise.resolve();

  async function tell(): Promise<void> {
    // Nobody asks: it is time.
    const head = await asSystem(() => readAuditHead(pool));
    if (!head || head.seq === told) return;
    const anchor: Anchor = { at: msToInstant(Date.now()), seq: head.seq, hash: head.hash };
    await target.appendFile(`${JSON.stringify(anchor)}\n`);
    await target.sync();
    told = head.seq;
  }

  /** One after the other. What fails is told the next time. */
  function tellSoon(): Promise<void> {
    telling = telling.then(tell).catch((error: unknown) => {
      log.error(reasonOf(error), 'audit log not anchored');
    });
    return telling;
  }

  const timer = setInterval(() => void tellSoon(), everyMs).unref();
  let asked = 0;
  return {
    moved({ seq }) {
      if (seq - asked < everyEntries) return;
      asked = seq;
      void tellSoon();
    },
    async close() {
      clearInterval(timer);
      await tellSoon();
      await target.close();
    },
  };
}
