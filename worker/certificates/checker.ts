import type { Logger } from 'pino';
import {
  postpone,
  questionOf,
  recordAnswer,
  takeWaiting,
  type WaitingCertificate,
} from '../../db/certificates/queue.ts';
import { lockClaim } from '../../db/claims/claims.ts';
import { clearFindings, findingId, raiseFindings } from '../../db/claims/findings.ts';
import { reasonOf } from '../../db/failures.ts';
import { type Db, transaction } from '../../db/pool.ts';
import type { Instant } from '../../domain/calendar/date.ts';
import { aboutNumber } from '../../domain/certificates/findings.ts';
import { type CertificateAnswer, type CertificateRegistry, refutation } from '../../domain/certificates/registry.ts';
import { type Loop, startLoop } from '../loop.ts';

export interface CheckerOptions {
  db: Db;
  registry: CertificateRegistry;
  /** Business time. */
  now: () => Promise<Instant>;
  log: Pick<Logger, 'info' | 'warn'>;
  /** Pause when nothing is due, milliseconds. */
  pauseMs?: number;
}

const atOnce = 8;

/**
 * Asks the register about certificates that wait, some at a time and outside of any transaction, again and again until it answers. Several
 * checkers share the work; a question may be asked twice, and its answer counts once.
 */
export function startCertificateChecker({ db, registry, now, log, pauseMs = 1_000 }: CheckerOptions): Loop {
  const check = async (waiting: WaitingCertificate) => {
    const facts = { claim: waiting.claim_id, ref: waiting.ref, attempt: waiting.attempts };
    try {
      const answer = await registry.verify(questionOf(db, waiting));
      await take(db, waiting, answer, await now());
      log.info({ ...facts, outcome: refutation(answer) ?? 'confirmed' }, 'certificate checked');
    } catch (error) {
      // No message: it may quote what was asked or written.
      const code = (error as { code?: string }).code ?? 'unknown';
      log.warn({ ...facts, error: code }, 'certificate not checked');
      await postpone(db, waiting, code);
    }
  };
  return startLoop(async () => {
    try {
      const due = await takeWaiting(db, atOnce);
      await Promise.all(due.map(check));
      return due.length > 0;
    } catch (error) {
      log.warn(reasonOf(error), 'certificates that wait cannot be read');
      return false;
    }
  }, pauseMs);
}

/** The open finding closes by itself; what speaks against the certificate takes its place. */
async function take(db: Db, waiting: WaitingCertificate, answer: CertificateAnswer, at: Instant): Promise<void> {
  const refuted = refutation(answer);
  await transaction(db, async (tx) => {
    // A decision on the claim comes before or after it, and sees one or the other.
    await lockClaim(tx, waiting.claim_id);
    if (!(await recordAnswer(tx, waiting, answer, refuted))) return;
    const waited = findingId({ ...aboutNumber(waiting), code: 'certificate-unverified' });
    const cleared = [{ id: waited, reasonCode: refuted ?? 'certificate-confirmed' }];
    await clearFindings(tx, waiting.claim_id, cleared, { by: 'system', at, dossierId: null });
    if (refuted) await raiseFindings(tx, [{ ...aboutNumber(waiting), code: refuted, detail: { kind: waiting.kind } }]);
  });
}
