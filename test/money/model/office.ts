import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { expect } from 'vitest';
import type { Deps } from '../../../activities/deps.ts';
import { createMoneyActivities } from '../../../activities/money/index.ts';
import { createRecoveryActivities } from '../../../activities/money/recovery/index.ts';
import { findClaim } from '../../../db/claims/claims.ts';
import { reportFraud } from '../../../db/claims/fraud-findings.ts';
import { fileObjection } from '../../../db/claims/notices.ts';
import { dropImport, storeImport } from '../../../db/money/bank-imports.ts';
import { lockReturn, type PaymentReturnRow } from '../../../db/money/payment-returns.ts';
import { findRecovery } from '../../../db/money/recoveries.ts';
import { row, transaction } from '../../../db/pool.ts';
import { addDays, instantToMs, localDateOf, msToInstant } from '../../../domain/calendar/date.ts';
import { monthOf, nextMonth } from '../../../domain/calendar/month.ts';
import type { ActMessage } from '../../../domain/claim/protocol.ts';
import { isClosed, type Stage } from '../../../domain/claim/stages.ts';
import { isCode } from '../../../domain/messages/index.ts';
import type { BankResult } from '../../../domain/money/disbursement.ts';
import type { RecoveryMessage, RecoveryMove } from '../../../domain/money/recovery.ts';
import { Problem } from '../../../domain/problem.ts';
import { application, filing } from '../../../jurisdictions/sandbox/examples.ts';
import { type MoveName, openDesk } from '../../claims/support/desk.ts';
import type { Trainee } from './state.ts';

export const place = { jurisdiction: 'sandbox', programme: 'class-with-allowance' } as const;
export const fund = 'skill-action-special-account' as const;
export const batchId = (month: string) => `${place.jurisdiction}.${fund}.${month}`;

/** What waits in the post for a workflow. */
interface Letter {
  /** Workflow id. */
  to: string;
  name: string;
  content: Record<string, unknown>;
}

/** The stages in which a claim's workflow takes an act; withdrawals are taken until it is closed. */
const stagesOf: Partial<Record<MoveName, Stage[]>> = {
  requestAdvance: ['training'],
  rejectClaim: ['filing-review', 'application-review'],
  rule: ['public-notice', 'payable'],
};

export type Office = Awaited<ReturnType<typeof openOffice>>;

/**
 * The real thing: activities on a database of one's own, called as their workflows call them. What one workflow tells another goes
 * through a post instead of Temporal. A refusal is thrown as the Problem or failure that it is; `codeOf` reads its code.
 */
export async function openOffice() {
  const post: Letter[] = [];
  const environment = new MockActivityEnvironment();
  /** Each activity may run twice: a worker that dies before it has answered is followed by another. */
  let twice = false;
  async function run<A, R>(activity: (input: A) => Promise<R>, input: A): Promise<R> {
    const once = () => environment.run(() => activity(input)) as Promise<R>;
    const result = await once();
    if (twice) expect(await once()).toEqual(result);
    return result;
  }
  const client = {
    workflow: {
      getHandle: (to: string) => ({ signal: (name: string, content = {}) => send({ to, name, content }) }),
      start: (name: string, { workflowId: to }: { workflowId: string }) => start(to, name),
    },
  } as unknown as Deps['client'];
  const desk = await openDesk({ connections: 4, client, run });
  const { db, deps } = desk;
  const money = createMoneyActivities(deps);
  const recoveries = createRecoveryActivities(deps);
  const started = new Set<string>();

  async function send(letter: Letter): Promise<void> {
    const claimId = claimOf(letter.to);
    if (claimId && isClosed((await findClaim(db, claimId))!.stage))
      throw new WorkflowNotFoundError('it has ended', letter.to, undefined);
    post.push(letter);
  }

  async function start(to: string, name: string): Promise<void> {
    if (started.has(to)) throw new WorkflowExecutionAlreadyStartedError('it runs', to, name);
    started.add(to);
    post.push({ to, name, content: {} });
  }

  /** One after the other, as the workflows take them. */
  async function deliver(): Promise<void> {
    for (let letter = post.shift(); letter; letter = post.shift()) {
      const id = letter.to.split('/').at(-1)!;
      const claimId = claimOf(letter.to);
      if (claimId) await tellClaim(claimId, letter);
      else if (letter.name === 'paymentReturn') await actOnReturn(id, 'openReturn', null);
      else if (letter.name === 'recovery') await actOnRecovery(id, 'openRecovery', null);
      else await actOnRecovery(id, 'noteRecoverySignal', { by: 'temporal', reasonCode: letter.name });
    }
  }

  async function tellClaim(claimId: string, { name, content }: Letter): Promise<void> {
    if (isClosed((await findClaim(db, claimId))!.stage)) return;
    const [act, message]: [MoveName, ActMessage] =
      name === 'recount'
        ? ['recount', { by: 'recovery', dossierId: content.findingId as string }]
        : ['recordPayment', { by: 'bank', dossierId: content.paymentId as string }];
    await move(claimId, act, { message }).catch(async (error) => {
      if (!codeOf(error)) throw error;
      await move(claimId, 'noteIgnoredSignal', { message: { by: 'temporal', via: 'temporal', reasonCode: name } });
    });
  }

  /** A move of a claim that its workflow takes in this stage; when it closes the claim, demands go out. */
  async function move(claimId: string, act: MoveName, of: Parameters<typeof desk.move>[2] = {}) {
    const { stage } = (await findClaim(db, claimId))!;
    const stages = stagesOf[act];
    if (isClosed(stage) || (stages && !stages.includes(stage)))
      throw new Problem('wrong-stage', { act, stage, accepted: '' });
    const moved = await desk.move(claimId, act, of);
    if (isClosed(moved.stage)) await run(recoveries.startRecoveries, { claimId, clockOffsetMs: 0, at: desk.now() });
    await deliver();
    return moved;
  }

  async function actOnReturn(
    id: string,
    act: 'openReturn' | 'correctAccount' | 'confirmAccount',
    message: { by: string; decision?: string; dossierId: string } | null,
  ): Promise<void> {
    const { act_no } = await returnRow(id);
    await run(money[act], { paymentId: id, n: act_no + 1, at: desk.now(), message });
  }

  const returnRow = (id: string) => transaction(db, (tx) => lockReturn(tx, id)) as Promise<PaymentReturnRow>;

  /** A recovery's workflow sends its demand before anything else. */
  async function actOnRecovery(
    recoveryId: string,
    act: 'openRecovery' | 'noteRecoverySignal' | 'reportRepayment' | 'confirmRepayment',
    message: RecoveryMessage | null,
  ): Promise<void> {
    const { act_no } = (await findRecovery(db, recoveryId))!;
    if (act_no === 0 && act !== 'openRecovery') await actOnRecovery(recoveryId, 'openRecovery', null);
    const n = (await findRecovery(db, recoveryId))!.act_no + 1;
    const workflowId = `recovery/${place.jurisdiction}/${recoveryId}`;
    const one: RecoveryMove = { recoveryId, n, at: desk.now(), message };
    if (act === 'openRecovery') await run(recoveries.openRecovery, { ...one, workflowId, clockOffsetMs: 0 });
    else await run(recoveries[act], one);
  }

  async function actOnBatch(id: string, act: 'submitBatch' | 'decideBatch', by: string, body: object = {}) {
    const decision = (body as { decision?: string }).decision;
    const message = { by, decision, dossierId: await desk.handIn(id, act, by, body) };
    // A second run finds the batch where the first one has left it, and says so.
    return environment.run(money[act], { disbursementId: id, message });
  }

  async function tell(id: string): Promise<void> {
    await run(money.notifyClaims, { disbursementId: id });
    await deliver();
  }

  return {
    db,
    database: desk.database,
    now: desk.now,
    setTwice(to: boolean) {
      twice = to;
    },
    close: desk.close,

    /** A moment later. */
    tick: () => desk.setNow(msToInstant(instantToMs(desk.now()) + 60_000)),

    /** The class is on a day of its own. */
    async file(id: string, people: readonly Trainee[], day: string, plannedHours: number): Promise<void> {
      const training = { ...filing.training, classHours: plannedHours, classOpensOn: day, classEndsOn: day };
      const form = { ...filing, training };
      await desk.file({ ...place, form, people: people.map(({ person }) => ({ seed: 100 + person })) }, id);
    },

    async goOn(id: string, people: readonly Trainee[]): Promise<void> {
      const { stage, class_opened_on: day, due_at } = (await findClaim(db, id))!;
      const by = 'reviewer-1';
      const later = (instant: string) => {
        if (instantToMs(instant) > instantToMs(desk.now())) desk.setNow(instant);
      };
      if (stage === 'filing-review') await move(id, 'approveFiling', { by, on: true });
      else if (stage === 'training') {
        later(`${addDays(day!, 1)}T09:00:00+08:00`);
        const records = people.flatMap(({ hours }, i) =>
          Array.from({ length: hours }, (_, k) => ({
            ...{ ref: String(i + 1), lesson: `L${k}`, minutes: 45 },
            startedAt: msToInstant(instantToMs(`${day}T00:00:00+08:00`) + k * 45 * 60_000),
          })),
        );
        await move(id, 'addLearningRecords', { body: { records } });
        await move(id, 'completeTraining', { body: { classEndedOn: day }, on: true });
      } else if (stage === 'application-open') await move(id, 'apply', { body: application, on: true });
      else if (stage === 'application-review') await move(id, 'approveApplication', { by, on: true });
      else if (stage === 'public-notice') {
        later(due_at!);
        await move(id, 'endNotice', { message: null, on: true });
      }
    },

    requestAdvance: (id: string) => move(id, 'requestAdvance', { body: { bankAccount: application.bankAccount } }),
    reject: (id: string) => move(id, 'rejectClaim', { by: 'reviewer-1', decision: 'reject' }),
    lapse: (id: string) => move(id, 'lapse', { message: null }),
    withdraw: (id: string) => move(id, 'withdraw'),

    async object(id: string, claimId: string, ref: string | null): Promise<void> {
      const personal = { text: 'text', contact: 'contact' };
      const notice = { notice_id: `N${claimId}`, claim_id: claimId, filed_at: desk.now() };
      await fileObjection(db, { id, ref, personal, ...notice });
    },
    rule: (claimId: string, objectionId: string, upheld: boolean) =>
      move(claimId, 'rule', { by: 'reviewer-1', decision: upheld ? 'uphold' : 'dismiss', objectionId }),

    /** The batch of the month that runs; afterwards it is the next one's first day. */
    async form(month: string): Promise<void> {
      const scheduledOn = `${nextMonth(month)}-01`;
      desk.setNow(`${scheduledOn}T02:00:00+08:00`);
      const workflowId = `disbursement/${batchId(month)}`;
      await run(money.formBatch, { jurisdiction: place.jurisdiction, fund, scheduledOn, workflowId });
    },
    submit: (id: string) => actOnBatch(id, 'submitBatch', 'preparer'),
    decide: (id: string, decision: 'approve' | 'reject', by: string, refused: readonly string[]) =>
      actOnBatch(id, 'decideBatch', by, {
        decision,
        refused: refused.map((paymentId) => ({ paymentId, reasonCode: 'account-doubtful' })),
      }),

    /** As the API hands it in: what is refused leaves nothing behind. `told`: claims and returns hear of it at once. */
    async answer(id: string, importId: string, rows: readonly BankResult[], told: boolean): Promise<void> {
      const head = {
        id: importId,
        disbursementId: id,
        sha256: importId,
        format: 'json',
        by: 'preparer',
        at: desk.now(),
      };
      await transaction(db, (tx) => storeImport(tx, head, rows));
      const message = { by: 'preparer', dossierId: await desk.handIn(id, 'bank-results', 'preparer', { importId }) };
      try {
        await run(money.bookResults, { disbursementId: id, message });
      } catch (error) {
        await transaction(db, (tx) => dropImport(tx, importId));
        throw error;
      }
      if (told) await tell(id);
    },
    tell,

    async correct(paymentId: string): Promise<void> {
      await demandUnderWay(paymentId);
      const by = 'enterprise-1';
      const body = { bankAccount: { ...application.bankAccount, accountNumber: '6200000000000000099' } };
      await actOnReturn(paymentId, 'correctAccount', {
        by,
        dossierId: await desk.handIn(paymentId, 'account-correction', by, body),
      });
    },
    async confirm(paymentId: string, decision: 'approve' | 'reject', by: string): Promise<void> {
      await demandUnderWay(paymentId);
      const dossierId = await desk.handIn(paymentId, 'confirmation', by);
      await actOnReturn(paymentId, 'confirmAccount', { by, decision, dossierId });
    },

    async ruleOnFraud(
      finding: { id: string; claimId: string; refs: string[] | null },
      upheld: boolean,
      by: string,
    ): Promise<void> {
      const { id, claimId, refs } = finding;
      await reportFraud(db, {
        ...{ id, claim_id: claimId, jurisdiction: place.jurisdiction, refs, reason_code: 'never-trained' },
        ...{ personal: { reason: 'text' }, reported_by: 'inspector', reported_at: desk.now() },
      });
      const input = {
        recoveryId: `R${id}`,
        claimId,
        jurisdiction: place.jurisdiction,
        clockOffsetMs: 0,
        findingId: id,
      };
      const message = {
        by,
        decision: upheld ? 'uphold' : 'dismiss',
        dossierId: await desk.handIn(id, 'fraud-ruling', by),
      };
      const workflowId = `recovery/${place.jurisdiction}/R${id}`;
      const ruled = await run(recoveries.ruleOnFraud, { input, workflowId, at: desk.now(), message });
      if (ruled.recoveries.length > 0) await actOnRecovery(`R${id}`, 'openRecovery', null);
      if (ruled.recoveries.length > 1)
        await run(recoveries.startRecoveries, { claimId, clockOffsetMs: 0, at: desk.now() });
      if (upheld) await run(recoveries.tellClaim, { claimId, findingId: id });
      await deliver();
    },

    async report(repaymentId: string, recoveryId: string, amountFen: number): Promise<void> {
      const by = 'preparer';
      const body = { amountFen, receivedOn: localDateOf(desk.now()), bankReference: repaymentId };
      const dossierId = await desk.handIn(recoveryId, 'repayment', by, body);
      await actOnRecovery(recoveryId, 'reportRepayment', { by, dossierId, repaymentId });
    },
    async confirmRepayment(
      repaymentId: string,
      recoveryId: string,
      decision: 'approve' | 'reject',
      by: string,
    ): Promise<void> {
      const dossierId = await desk.handIn(recoveryId, 'confirmation', by);
      await actOnRecovery(recoveryId, 'confirmRepayment', { by, decision, dossierId, repaymentId });
    },

    /** Number of the payment that a batch has for a claim. */
    async paymentId(key: string): Promise<string> {
      const [batch, claim, kind] = key.split('/');
      const found = await row<{ id: string }>(
        db,
        'select id from payments where disbursement_id = $1 and claim_id = $2 and kind = $3',
        [batch, claim, kind],
      );
      return found!.id;
    },
    month: () => monthOf(desk.now()),
    today: () => localDateOf(desk.now()),
  };

  /** As the API answers for a return whose workflow is about to start. */
  async function demandUnderWay(id: string): Promise<void> {
    const found = await row<{ started: boolean; closed: boolean }>(
      db,
      'select clock_offset_ms is not null as started, closed from payment_returns where id = $1',
      [id],
    );
    if (!found!.started && !found!.closed) throw new Problem('service-unavailable');
  }
}

/** Of a claim's workflow. */
const claimOf = (workflowId: string) => (workflowId.startsWith('claim/') ? workflowId.split('/').at(-1) : undefined);

/** The code of a refusal; undefined for whatever is none. */
export function codeOf(error: unknown): string | undefined {
  if (error instanceof Problem) return error.code;
  const code = error instanceof ApplicationFailure && error.nonRetryable ? error.type : undefined;
  return code && isCode(code) && code !== 'internal-error' ? code : undefined;
}
