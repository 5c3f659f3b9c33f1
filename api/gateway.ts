import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Client,
  ScheduleNotFoundError,
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import { ApplicationFailure, type Workflow } from '@temporalio/common';
import type { DisbursementRow } from '../db/money/disbursements.ts';
import {
  type ActMessage,
  type ClaimAct,
  type ClaimInput,
  claimWorkflowId,
  claimWorkflowType,
  type Moved,
} from '../domain/claim/protocol.ts';
import type { ReopenedInput } from '../domain/claim/reopening.ts';
import {
  type Repinned,
  type RepinningInput,
  repinningWorkflowId,
  repinningWorkflowType,
} from '../domain/claim/repinning.ts';
import type { InspectionAct, InspectionMessage, InspectionStanding } from '../domain/inspection/inspection.ts';
import { lookAgain } from '../domain/lost-act.ts';
import { isCode, type MessageParams } from '../domain/messages/index.ts';
import {
  type BatchMessage,
  type BatchStanding,
  type DisbursementInput,
  disbursementWorkflowType,
} from '../domain/money/disbursement.ts';
import type { PaymentReturnMessage, PaymentReturnStanding } from '../domain/money/payment-return.ts';
import {
  type FraudRuled,
  type RecoveryAct,
  type RecoveryInput,
  type RecoveryMessage,
  type RecoveryStanding,
  recoveryWorkflowId,
  recoveryWorkflowType,
} from '../domain/money/recovery.ts';
import { Problem, type ProblemDetails } from '../domain/problem.ts';
import type { WorkKind } from '../domain/queues.ts';
import { foundBy } from '../jurisdictions/search-attributes.ts';
import { workersOf } from './pollers.ts';
import { createSlots, type SlotsStanding } from './slots.ts';

/** How the API reaches the workflows. Every call is an Update and answers when the act is done; its id makes repeating safe. */
export interface Gateway {
  /** Starts the claim and files it in one call. */
  file(filing: {
    input: ClaimInput;
    claimant: string;
    title: string;
    message: ActMessage;
    key: string;
  }): Promise<Moved>;
  act(workflowId: string, act: ClaimAct, message: ActMessage, key: string): Promise<Moved>;
  /** Decides on the re-pinning of a claim whose own workflow has ended. */
  repinClosed(decision: {
    input: RepinningInput;
    claimant: string;
    message: ActMessage;
    key: string;
  }): Promise<Repinned>;
  /** Decides on the reopening of a claim that has ended: it starts again under its own id. */
  reopenClosed(decision: {
    input: ReopenedInput;
    claimant: string;
    title: string;
    message: ActMessage;
    key: string;
  }): Promise<Moved>;
  /** Lets a claim's workflow look whether PostgreSQL has an act that it has forgotten. */
  lookAgain(workflowId: string): Promise<void>;
  /** A batch that has settled runs again for what the bank says of it later. */
  batch(
    batch: Pick<DisbursementRow, 'id' | 'workflow_id' | 'jurisdiction' | 'fund'>,
    act: 'submission' | 'approval' | 'bank-results',
    message: BatchMessage,
    key: string,
  ): Promise<BatchStanding>;
  paymentReturn(
    workflowId: string,
    act: 'account-correction' | 'confirmation',
    message: PaymentReturnMessage,
    key: string,
  ): Promise<PaymentReturnStanding>;
  /** One whose demand is not out may not be started yet: then this act starts it. */
  recovery(
    recovery: RecoveryStart & { started: boolean },
    act: RecoveryAct,
    message: RecoveryMessage,
    key: string,
  ): Promise<RecoveryStanding>;
  inspection(
    workflowId: string,
    act: InspectionAct,
    message: InspectionMessage,
    key: string,
  ): Promise<InspectionStanding>;
  /** Starts the recovery that a finding of fraud may lead to, and rules in one call. */
  ruleOnFraud(ruling: RecoveryStart & { message: RecoveryMessage; key: string }): Promise<FraudRuled>;
  /** How many workers get work of a kind: who has asked for it lately and is of the released version, if one is. */
  workers(kind: WorkKind): Promise<number>;
  /** How a Schedule stands; undefined: nobody has made it. */
  schedule(id: string): Promise<ScheduleStanding | undefined>;
  /** Acts that this process has under way, and that wait for their turn. */
  acts(): SlotsStanding;
  /** Sends away the acts that wait: none has been begun, and another process takes them with the same key. None waits from now on. */
  closeLine(): void;
}

export interface ScheduleStanding {
  paused: boolean;
  note: string | null;
  /** When it last started its workflow, by Temporal's clock. */
  lastRunAt: Date | null;
}

interface RecoveryStart {
  input: RecoveryInput;
  /** Credit code; search attributes name no person. */
  claimant: string;
}

/** Longest wait for an answer; then the caller is told that repeating with the same key is safe. A filing may bring a hundred thousand people. */
const patienceMs = 30_000;
const filingPatienceMs = 120_000;
/** Longest wait in line; who has not been begun by then is told to come again. */
const lineMs = 30_000;
/** Whoever watches asks again soon. */
const watchPatienceMs = 3_000;

/**
 * `actsAtOnce`: how many acts are under way at a time; the others wait their turn in the order in which they came. Begun all at once, they would all be
 * slow together, the first of them too, and what is under way for too long is begun anew.
 */
export function createGateway(client: Client, taskQueue: string, actsAtOnce: number): Gateway {
  const inTurn = createSlots(actsAtOnce);
  /** What is no act waits for none. */
  const asked = <T>(work: () => Promise<T>, patience = watchPatienceMs) =>
    client.withDeadline(Date.now() + patience, work).catch((error: unknown) => {
      throw problemOf(error);
    });
  /** An act has all of its time from its turn on: begun with what the line has left of it, it would be done for a caller who was sent away. */
  const within = <T>(work: () => Promise<T>, patience = patienceMs) => {
    const act = () =>
      work().catch((error: unknown) => {
        if (isLostWithItsTask(error)) return work();
        throw error;
      });
    return inTurn(() => asked(act, patience), AbortSignal.timeout(lineMs));
  };
  // An operation starts once: each try makes its own.
  return {
    file({ input, claimant, title, message, key }) {
      const start = () =>
        new WithStartWorkflowOperation(claimWorkflowType, {
          workflowId: claimWorkflowId(input.jurisdiction, input.programme, input.claimId),
          taskQueue,
          args: [input],
          // A filing that was refused inside ended its workflow; only then may the same id start again.
          workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
          workflowIdConflictPolicy: 'USE_EXISTING',
          typedSearchAttributes: foundBy({
            jurisdiction: input.jurisdiction,
            programme: input.programme,
            enterpriseCode: claimant,
          }),
          staticSummary: summaryOf(title),
        });
      return within(
        () =>
          client.workflow.executeUpdateWithStart<() => Promise<Moved>, Moved, [ActMessage]>('filing', {
            args: [message],
            updateId: updateIdOf(key),
            startWorkflowOperation: start(),
          }),
        filingPatienceMs,
      ).catch(ended(new Problem('wrong-stage', { act: 'filing', stage: 'closed', accepted: 'nothing 无' })));
    },
    repinClosed({ input, claimant, message, key }) {
      const start = () =>
        new WithStartWorkflowOperation(repinningWorkflowType, {
          workflowId: repinningWorkflowId(input.jurisdiction, input.repinningId),
          taskQueue,
          args: [input],
          // A decision that was refused inside ended its workflow; only then may the same id start again.
          workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
          workflowIdConflictPolicy: 'USE_EXISTING',
          typedSearchAttributes: foundBy({ jurisdiction: input.jurisdiction, enterpriseCode: claimant }),
        });
      return within(() => begin<Repinned>(start(), 'repinning-decision', message, key)).catch(
        ended(new Problem('repinning-decided')),
      );
    },
    reopenClosed({ input, claimant, title, message, key }) {
      const { jurisdiction, programme, claimId } = input;
      const start = () =>
        new WithStartWorkflowOperation(claimWorkflowType, {
          workflowId: claimWorkflowId(jurisdiction, programme, claimId),
          taskQueue,
          args: [input],
          workflowIdReusePolicy: 'ALLOW_DUPLICATE',
          workflowIdConflictPolicy: 'USE_EXISTING',
          typedSearchAttributes: foundBy({ jurisdiction, programme, enterpriseCode: claimant }),
          staticSummary: summaryOf(title),
        });
      return within(() => onceEnded(() => begin<Moved>(start(), 'reopening-decision', message, key)));
    },
    lookAgain: (workflowId) => asked(() => client.workflow.getHandle(workflowId).signal(lookAgain), patienceMs),
    act: (workflowId, act, message, key) =>
      within(() => update<Moved>(workflowId, act, message, key)).catch(
        ended(new Problem('wrong-stage', { act, stage: 'closed', accepted: 'nothing 无' })),
      ),
    batch: (batch, act, message, key) =>
      within(() =>
        act === 'bank-results'
          ? again(batch, act, message, key)
          : update<BatchStanding>(batch.workflow_id, act, message, key),
      ).catch(ended(new Problem('batch-wrong-status', { status: 'closed' }))),
    paymentReturn: (workflowId, act, message, key) =>
      within(() => update<PaymentReturnStanding>(workflowId, act, message, key)).catch(
        ended(new Problem('return-wrong-status', { status: 'closed' })),
      ),
    recovery({ started, ...recovery }, act, message, key) {
      const { jurisdiction, recoveryId } = recovery.input;
      const call = () =>
        started
          ? update<RecoveryStanding>(recoveryWorkflowId(jurisdiction, recoveryId), act, message, key)
          : startedWith<RecoveryStanding>(recovery, act, message, key, 'REJECT_DUPLICATE');
      return within(call).catch(ended(new Problem('recovery-closed', { status: 'closed' })));
    },
    inspection: (workflowId, act, message, key) =>
      within(() => update<InspectionStanding>(workflowId, act, message, key)).catch(
        ended(new Problem('inspection-wrong-stage', { stage: 'closed' })),
      ),
    ruleOnFraud: ({ message, key, ...recovery }) =>
      // A ruling that was refused inside ended its workflow; only then may the same id start again.
      within(() =>
        startedWith<FraudRuled>(recovery, 'fraud-ruling', message, key, 'ALLOW_DUPLICATE_FAILED_ONLY'),
      ).catch(ended(new Problem('fraud-finding-ruled'))),
    workers: (kind) => asked(() => workersOf(client, taskQueue, kind)),
    schedule: (id) =>
      asked(async () => {
        try {
          const { state, info } = await client.schedule.getHandle(id).describe();
          const lastRunAt = info.recentActions.at(-1)?.takenAt ?? null;
          return { paused: state.paused, note: state.note ?? null, lastRunAt };
        } catch (error) {
          if (error instanceof ScheduleNotFoundError) return undefined;
          throw error;
        }
      }, patienceMs),
    acts: inTurn.standing,
    closeLine: inTurn.closeLine,
  };

  function startedWith<T>(
    { input, claimant }: RecoveryStart,
    name: string,
    message: RecoveryMessage,
    key: string,
    workflowIdReusePolicy: 'REJECT_DUPLICATE' | 'ALLOW_DUPLICATE_FAILED_ONLY',
  ): Promise<T> {
    const start = new WithStartWorkflowOperation(recoveryWorkflowType, {
      workflowId: recoveryWorkflowId(input.jurisdiction, input.recoveryId),
      taskQueue,
      args: [input],
      workflowIdReusePolicy,
      workflowIdConflictPolicy: 'USE_EXISTING',
      typedSearchAttributes: foundBy({ jurisdiction: input.jurisdiction, enterpriseCode: claimant }),
    });
    return begin(start, name, message, key);
  }

  /** A batch that has settled runs again for this answer. */
  function again(batch: Parameters<Gateway['batch']>[0], name: string, message: BatchMessage, key: string) {
    const { id: disbursementId, workflow_id: workflowId, fund } = batch;
    const input = { jurisdiction: batch.jurisdiction, fund: fund as DisbursementInput['fund'], disbursementId };
    const start = new WithStartWorkflowOperation(disbursementWorkflowType, {
      workflowId,
      taskQueue,
      args: [input],
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowIdConflictPolicy: 'USE_EXISTING',
      typedSearchAttributes: foundBy({ jurisdiction: batch.jurisdiction }),
    });
    return begin<BatchStanding>(start, name, message, key);
  }

  function begin<T>(
    startWorkflowOperation: WithStartWorkflowOperation<Workflow>,
    name: string,
    message: object,
    key: string,
  ): Promise<T> {
    const args: [object] = [message];
    return client.workflow.executeUpdateWithStart<Workflow, T, [object]>(name, {
      ...{ args, updateId: updateIdOf(key), startWorkflowOperation },
    });
  }

  function update<T>(workflowId: string, name: string, message: object, key: string): Promise<T> {
    const handle = client.workflow.getHandle(workflowId);
    return handle.executeUpdate<T, [object]>(name, { args: [message], updateId: updateIdOf(key) });
  }
}

/** The run that has closed a claim sends out what is left to send, and ends a moment later: until then it takes no act. */
async function onceEnded<T>(start: () => Promise<T>): Promise<T> {
  for (let left = 20; ; left--) {
    try {
      return await start();
    } catch (error) {
      const problem = problemOf(error);
      const ending = problem instanceof Problem && problem.code === 'wrong-stage';
      if (!ending) throw error;
      if (left === 0) throw new Problem('service-unavailable');
    }
    await sleep(250);
  }
}

/**
 * A signal that comes in as a workflow is about to end has its task done anew, and the Update of that task is lost. It is asked again: an act is known by its
 * key, so that asking twice does nothing twice.
 */
function isLostWithItsTask(error: unknown): boolean {
  const { cause } = error as { cause?: { details?: unknown } };
  return /unexpected workflow task failure/.test(String(cause?.details));
}

/** A workflow that has ended takes no more acts. */
function ended(problem: Problem): (error: unknown) => never {
  return (error) => {
    const over = error instanceof WorkflowNotFoundError || error instanceof WorkflowExecutionAlreadyStartedError;
    throw over ? problem : error;
  };
}

/** Callers' keys may be long or speak of people; the Update's id is a hash of them. */
function updateIdOf(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 32);
}

/** Temporal takes summaries of up to 400 bytes; names may be longer. */
function summaryOf(title: string): string {
  return Buffer.from(title)
    .subarray(0, 400)
    .toString()
    .replace(/\uFFFD{1,3}$/, '');
}

/** A refusal inside the workflow comes back as the Problem it was; anything else stays an error of the service. */
function problemOf(error: unknown): unknown {
  const cause = error instanceof WorkflowUpdateFailedError ? error.cause : error;
  if (!(cause instanceof ApplicationFailure) || !cause.type || !isCode(cause.type)) return error;
  const details = (cause.details?.[0] ?? {}) as Partial<ProblemDetails>;
  if (!details.messages) return new Problem(cause.type, details as MessageParams);
  return new Problem(cause.type, details.params, details.errors, details.messages);
}
