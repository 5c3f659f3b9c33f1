import { allHandlersFinished, condition, setDefaultSignalHandler, setHandler } from '@temporalio/workflow';
import type { ActMessage, ClaimInput, Moved } from '../../domain/claim/protocol.ts';
import type { Step } from '../../domain/rules/steps.ts';
import { actSignals, actUpdates, externalResultSignal, paymentResultSignal, standingQuery } from './messages.ts';
import { ClaimClosed, ClaimRun } from './run.ts';
import { advance } from './steps/advance.ts';
import { application } from './steps/application.ts';
import { disbursement } from './steps/disbursement.ts';
import { external } from './steps/external.ts';
import { publicNotice } from './steps/public-notice.ts';
import { review } from './steps/review.ts';
import { training } from './steps/training.ts';
import { verification } from './steps/verification.ts';

/** A claim's life: filed, then walked through the steps that its jurisdiction pinned for it. */
export async function claim(input: ClaimInput): Promise<Moved> {
  const run = new ClaimRun(input);
  listen(run);
  await run.file();
  try {
    for (const [no, step] of run.steps.entries()) await walk(run, step, no);
  } catch (error) {
    if (!(error instanceof ClaimClosed)) throw error;
  }
  run.dismissWaiting();
  await condition(allHandlersFinished);
  return run.now!;
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
      (message) =>
        new Promise<Moved>((answer, refuse) => {
          run.enqueue({ name: update.name, message: { ...message, via: 'api' }, answer, refuse });
        }),
      {
        validator: (_message: ActMessage) => {
          if (!run.accepted.has(update.name)) throw run.wrongStage(update.name);
        },
      },
    );
  }
  // A signal has nobody to answer to: what is refused is recorded on the claim's timeline and changes nothing.
  for (const signal of actSignals) {
    setHandler(signal, (payload) => receive(run, signal.name, payload));
  }
  setHandler(paymentResultSignal, ({ paymentId }) => {
    run.enqueue({ name: 'payment-result', message: { by: 'bank', dossierId: paymentId }, answer() {}, refuse() {} });
  });
  setHandler(externalResultSignal, (result) => {
    const message = { by: 'external', decision: result.passed ? 'approve' : 'reject', reasonCode: result.reasonCode };
    run.enqueue({ name: `external-result-${result.stepNo}`, message, answer() {}, refuse() {} });
  });
  setDefaultSignalHandler((name) => ignore(run, name));
  setHandler(standingQuery, () => ({ ...run.now!, acceptedActs: [...run.accepted] }));
}

function receive(run: ClaimRun, name: string, payload: unknown): void {
  const message = readSignal(payload);
  if (message && run.accepted.has(name)) run.enqueue({ name, message, answer() {}, refuse: () => ignore(run, name) });
  else ignore(run, name);
}

/** Only the three fields are taken over: whatever else somebody typed stays out of the database. */
function readSignal(payload: unknown): ActMessage | null {
  if (typeof payload !== 'object' || payload === null) return null;
  const { decision, reasonCode, by, objectionId } = payload as Record<string, unknown>;
  if (typeof decision !== 'string' || typeof by !== 'string') return null;
  const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, 100) : undefined);
  return {
    by: by.slice(0, 100),
    decision,
    reasonCode: text(reasonCode),
    objectionId: text(objectionId),
    via: 'temporal',
  };
}

function ignore(run: ClaimRun, name: string): void {
  const message: ActMessage = { by: 'temporal', via: 'temporal', reasonCode: name.slice(0, 100) };
  run.enqueue({ name: 'ignored-signal', message, answer() {}, refuse() {} });
}
