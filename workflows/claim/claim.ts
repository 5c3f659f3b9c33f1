import { allHandlersFinished, condition, patched, setDefaultSignalHandler, setHandler } from '@temporalio/workflow';
import type { ActMessage, ClaimInput, Moved } from '../../domain/claim/protocol.ts';
import type { ReopenedInput } from '../../domain/claim/reopening.ts';
import type { Step } from '../../domain/rules/steps.ts';
import { fieldsOf, short } from '../payload.ts';
import { refusal } from '../refusal.ts';
import { startRecoveries } from './activities.ts';
import {
  actSignals,
  actUpdates,
  externalResultSignal,
  paymentResultSignal,
  recountSignal,
  standingQuery,
} from './messages.ts';
import { ClaimClosed, ClaimReopened, ClaimRun } from './run.ts';
import { advance } from './steps/advance.ts';
import { application } from './steps/application.ts';
import { disbursement } from './steps/disbursement.ts';
import { external } from './steps/external.ts';
import { publicNotice } from './steps/public-notice.ts';
import { review } from './steps/review.ts';
import { training } from './steps/training.ts';
import { verification } from './steps/verification.ts';

/**
 * A claim's life: filed, then walked through the steps that its jurisdiction pinned for it. A claim that has ended, and of which a decision is set
 * aside, lives on in another run.
 */
export async function claim(input: ClaimInput | ReopenedInput): Promise<Moved> {
  const reopens = 'reopeningId' in input;
  const run = new ClaimRun(input, reopens ? 'reopening-decision' : 'filing');
  listen(run);
  let from: number | null = reopens ? await run.reopen() : await run.file();
  while (from !== null) from = await walkFrom(run, from);
  run.dismissWaiting();
  if (run.now?.recoveries && patched('recovery')) {
    const { claimId, clockOffsetMs } = input;
    await startRecoveries({ claimId, clockOffsetMs, at: run.clock() });
  }
  await condition(allHandlersFinished);
  return run.now!;
}

/** Until the claim has closed (null), or a decision is set aside: then the step at which it goes on. */
async function walkFrom(run: ClaimRun, first: number): Promise<number | null> {
  try {
    for (const [no, step] of run.steps.entries()) if (no >= first) await walk(run, step, no);
    return null;
  } catch (error) {
    if (error instanceof ClaimReopened) return error.stepNo;
    if (error instanceof ClaimClosed) return null;
    throw error;
  }
}

/** Each kind of step waits for its own acts and periods. */
async function walk(run: ClaimRun, step: Step, no: number): Promise<void> {
  switch (step.kind) {
    case 'filing':
      return;
    case 'review':
      return review(run, step, no);
    case 'advance':
      return advance(run, no);
    case 'training':
      return training(run, step, no);
    case 'application':
      return application(run, no);
    case 'verification':
      return verification(run, no);
    case 'publicNotice':
      return publicNotice(run, no);
    case 'disbursement':
      return disbursement(run);
    case 'external':
      return external(run, step, no);
  }
}

function listen(run: ClaimRun): void {
  for (const update of actUpdates) {
    setHandler(
      update,
      (payload) =>
        new Promise<Moved>((answer, refuse) => {
          const message = { ...readAct(payload)!, via: 'api' as const };
          run.enqueue({ name: update.name, message, answer, refuse });
        }),
      {
        validator: (payload: ActMessage) => {
          if (!readAct(payload)) throw refusal('invalid-input', 'an act names who acts: {"by": "…"}');
          if (!run.accepted.has(update.name)) throw run.wrongStage(update.name);
        },
      },
    );
  }
  // A signal has nobody to answer to: what is refused is recorded on the claim's timeline and changes nothing.
  for (const signal of actSignals) {
    setHandler(signal, (payload) => receive(run, signal.name, payload));
  }
  // What nobody waits for, or turns out to be untrue, is noted like any other garbage.
  setHandler(paymentResultSignal, (payload) => {
    const { paymentId } = fieldsOf(payload);
    const refuse = () => ignore(run, paymentResultSignal.name);
    if (typeof paymentId !== 'string') return refuse();
    const message: ActMessage = { by: 'bank', dossierId: paymentId.slice(0, 100) };
    run.enqueue({ name: 'payment-result', message, answer() {}, refuse });
  });
  setHandler(recountSignal, (payload) => {
    const { findingId } = fieldsOf(payload);
    const refuse = () => ignore(run, recountSignal.name);
    const message: ActMessage = { by: 'recovery', dossierId: short(findingId) };
    run.enqueue({ name: 'recount', message, answer() {}, refuse });
  });
  setHandler(externalResultSignal, (payload) => {
    const { stepNo, passed, reasonCode } = fieldsOf(payload);
    const refuse = () => ignore(run, externalResultSignal.name);
    if (typeof passed !== 'boolean') return refuse();
    const message: ActMessage = {
      by: 'external',
      decision: passed ? 'approve' : 'reject',
      reasonCode: short(reasonCode),
    };
    run.enqueue({ name: `external-result-${stepNo}`, message, answer() {}, refuse });
  });
  setDefaultSignalHandler((name) => ignore(run, name));
  setHandler(standingQuery, () => ({ ...run.now!, acceptedActs: [...run.accepted] }));
}

function receive(run: ClaimRun, name: string, payload: unknown): void {
  const act = readAct(payload);
  if (!act?.decision || !run.accepted.has(name)) {
    ignore(run, name);
    return;
  }
  const { by, decision, reasonCode, objectionId } = act;
  const message: ActMessage = { by, decision, reasonCode, objectionId, via: 'temporal' };
  run.enqueue({ name, message, answer() {}, refuse: () => ignore(run, name) });
}

/** Only the known fields are taken over, at a bounded length: whatever else somebody typed stays out of the database. */
function readAct(payload: unknown): ActMessage | null {
  const { by, decision, reasonCode, dossierId, objectionId } = fieldsOf(payload);
  const who = short(by);
  if (!who) return null;
  return {
    by: who,
    decision: short(decision),
    reasonCode: short(reasonCode),
    dossierId: short(dossierId),
    objectionId: short(objectionId),
  };
}

function ignore(run: ClaimRun, name: string): void {
  const message: ActMessage = { by: 'temporal', via: 'temporal', reasonCode: name.slice(0, 100) };
  run.enqueue({ name: 'ignored-signal', message, answer() {}, refuse() {} });
}
