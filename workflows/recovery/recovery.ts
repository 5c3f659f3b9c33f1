import { allHandlersFinished, condition, setDefaultSignalHandler, setHandler } from '@temporalio/workflow';
import type { FraudRuled, RecoveryInput, RecoveryMessage, RecoveryStanding } from '../../domain/money/recovery.ts';
import type { Turn } from '../act-run.ts';
import { demandActor, fieldsOf, short } from '../payload.ts';
import { refusal } from '../refusal.ts';
import { acts, startRecoveries, tellClaim } from './activities.ts';
import { fraudRulingUpdate, recountSignal, recoveryStandingQuery, recoveryUpdates } from './messages.ts';
import { type Moment, RecoveryRun, type RecoveryWrite } from './run.ts';

/**
 * 追回: money that is to come back. The demand goes out, the claimant is reminded, and repays at once or by instalments; who is overdue
 * can be listed as dishonest. Ends when everything is repaid, or when the demand falls. A recovery for fraud begins with the ruling.
 */
export async function recovery(input: RecoveryInput): Promise<RecoveryStanding | FraudRuled> {
  const run = new RecoveryRun(input);
  listen(run);
  const ruled = input.findingId ? await ruleFirst(run, input.findingId) : null;
  if (!ruled || ruled.recoveries.length > 0) await walk(run);
  run.dismissWaiting();
  await condition(allHandlersFinished);
  return run.now ?? ruled!;
}

/** A ruling that opens several recoveries, one per fund, starts the others; an open claim is told that its lines have changed. */
async function ruleFirst(run: RecoveryRun, findingId: string): Promise<FraudRuled> {
  const ruled = await run.rule(findingId);
  if (ruled.recoveries.length > 0) await run.open();
  const { claimId, clockOffsetMs } = run.input;
  if (ruled.recoveries.length > 1) await startRecoveries({ claimId, clockOffsetMs, at: run.clock() });
  if (ruled.status === 'upheld') await tellClaim({ claimId, findingId });
  return ruled;
}

async function walk(run: RecoveryRun): Promise<void> {
  if (!run.now) await run.open();
  while (!run.now?.closed) {
    const next = await run.next();
    const write = typeof next === 'string' ? moments[next] : (writers[next.name] ?? acts.noteRecoverySignal);
    const { recoveryId } = run.input;
    await run.act((act) => write({ recoveryId, ...act }), typeof next === 'string' ? null : next);
  }
}

const moments: Record<Moment, RecoveryWrite> = {
  due: acts.escalateRecovery,
  reminder: acts.remindOfRecovery,
  calendar: acts.computeRecoveryDue,
};

const writers: Record<string, RecoveryWrite> = {
  instalments: acts.agreeInstalments,
  repayment: acts.reportRepayment,
  confirmation: acts.confirmRepayment,
  listing: acts.proposeListing,
  'listing-decision': acts.decideListing,
};

function listen(run: RecoveryRun): void {
  let ruled = run.input.findingId === undefined;
  setHandler(
    fraudRulingUpdate,
    (payload) => {
      // The first one opens the recovery; a second must not wait behind it.
      ruled = true;
      return queued<FraudRuled>(run, fraudRulingUpdate.name, payload);
    },
    {
      validator: (payload) => {
        demandActor(payload);
        if (ruled) throw refusal('fraud-finding-ruled', 'the finding is ruled on');
      },
    },
  );
  for (const update of recoveryUpdates) {
    setHandler(update, (payload) => queued<RecoveryStanding>(run, update.name, payload), {
      validator: (payload: RecoveryMessage) => {
        demandActor(payload);
        // Nothing is demanded before the ruling.
        if (run.now?.closed || (run.input.findingId && !run.now)) throw run.closed();
      },
    });
  }
  setHandler(recountSignal, () => note(run, recountSignal.name));
  setDefaultSignalHandler((name) => note(run, name));
  setHandler(recoveryStandingQuery, () => run.now);
}

function queued<T>(run: RecoveryRun, name: string, payload: unknown): Promise<T> {
  return new Promise<T>((answer, refuse) => {
    run.enqueue({ name, message: read(payload)!, answer: answer as Turn<RecoveryMessage>['answer'], refuse });
  });
}

/** Only the known fields are taken over, at a bounded length. */
function read(payload: unknown): RecoveryMessage | null {
  const { by, decision, dossierId } = fieldsOf(payload);
  const who = short(by);
  if (!who) return null;
  return { by: who, decision: short(decision), dossierId: short(dossierId) };
}

/** A signal moves no money: it is noted, and the recovery looks where it stands. */
function note(run: RecoveryRun, name: string): void {
  const message: RecoveryMessage = { by: 'temporal', reasonCode: name.slice(0, 100) };
  run.enqueue({ name: 'signal', message, answer() {}, refuse() {} });
}
