import { MockActivityEnvironment } from '@temporalio/testing';
import { expect } from 'vitest';
import { createMoneyActivities } from '../../../activities/money/index.ts';
import { createRecoveryActivities } from '../../../activities/money/recovery/index.ts';
import { findClaim } from '../../../db/claims/claims.ts';
import { findRecovery } from '../../../db/money/recoveries.ts';
import type { Db } from '../../../db/pool.ts';
import type { ActMessage, Moved } from '../../../domain/claim/protocol.ts';
import { isClosed, type Stage } from '../../../domain/claim/stages.ts';
import type { PaymentReturnMessage } from '../../../domain/money/payment-return.ts';
import type { RecoveryMessage } from '../../../domain/money/recovery.ts';
import { Problem } from '../../../domain/problem.ts';
import { type MoveName, openDesk } from '../../claims/support/desk.ts';
import { codeOf } from './code.ts';
import { type Letter, openPost } from './post.ts';

/** The stages in which a claim's workflow takes an act; withdrawals are taken until it is closed. */
const stagesOf: Partial<Record<MoveName, Stage[]>> = {
  requestAdvance: ['training'],
  rejectClaim: ['filing-review', 'application-review'],
  rule: ['public-notice', 'payable'],
};

type RecoveryActName =
  | 'openRecovery'
  | 'noteRecoverySignal'
  | 'escalateRecovery'
  | 'reportRepayment'
  | 'confirmRepayment';

/** Real activities on a database of one's own, called in the order in which the workflows call them. */
export async function openWorkflows() {
  const environment = new MockActivityEnvironment();
  /** Each activity runs once more: a worker that dies before it has answered is followed by another. */
  let twice = false;
  async function run<A, R>(activity: (input: A) => Promise<R>, input: A): Promise<R> {
    const once = () => environment.run(() => activity(input)) as Promise<R>;
    const result = await once();
    if (twice) expect(await once()).toEqual(result);
    return result;
  }
  const place: { db?: Db } = {};
  const isOver = async (id: string) => isClosed((await findClaim(place.db!, id))!.stage);
  const post = openPost(async (workflowId) => isOfClaim(workflowId) && isOver(idIn(workflowId)));
  const desk = await openDesk({ connections: 4, client: post.client, run });
  const { db } = desk;
  place.db = db;
  const money = createMoneyActivities(desk.deps);
  const recoveries = createRecoveryActivities(desk.deps);

  /** A claim's move; when it closes the claim, demands go out. */
  async function move(claimId: string, act: MoveName, of: Parameters<typeof desk.move>[2] = {}): Promise<Moved> {
    const { stage } = (await findClaim(db, claimId))!;
    if (isClosed(stage) || stagesOf[act]?.includes(stage) === false)
      throw new Problem('wrong-stage', { act, stage, accepted: '' });
    const moved = await desk.move(claimId, act, of);
    if (isClosed(moved.stage) && moved.recoveries) await startRecoveries(claimId);
    await deliver();
    return moved;
  }

  const startRecoveries = (claimId: string) =>
    run(recoveries.startRecoveries, { claimId, clockOffsetMs: 0, at: desk.now() });

  async function actOnReturn(
    paymentId: string,
    act: 'openReturn' | 'correctAccount' | 'confirmAccount',
    message: PaymentReturnMessage | null,
  ): Promise<void> {
    await run(money[act], { paymentId, at: desk.now(), message });
  }

  /** A recovery sends its demand before anything else. */
  async function actOnRecovery(recoveryId: string, act: RecoveryActName, message: RecoveryMessage | null) {
    const { act_no } = (await findRecovery(db, recoveryId))!;
    if (act_no === 0 && act !== 'openRecovery') await actOnRecovery(recoveryId, 'openRecovery', null);
    const { act_no: done, jurisdiction } = (await findRecovery(db, recoveryId))!;
    const one = { recoveryId, n: done + 1, at: desk.now(), message };
    const workflowId = `recovery/${jurisdiction}/${recoveryId}`;
    if (act === 'openRecovery') await run(recoveries.openRecovery, { ...one, workflowId, clockOffsetMs: 0 });
    else await run(recoveries[act], one);
  }

  /** Workflows take what was sent to them, one after the other. */
  async function deliver(): Promise<void> {
    for (let letter = post.next(); letter; letter = post.next()) {
      const id = idIn(letter.to);
      if (isOfClaim(letter.to)) await tellClaim(id, letter);
      else if (letter.name === 'paymentReturn') await actOnReturn(id, 'openReturn', null);
      else if (letter.name === 'overtaken') await seesItsEnd(id);
      else if (letter.name === 'recovery') await actOnRecovery(id, 'openRecovery', null);
      else await actOnRecovery(id, 'noteRecoverySignal', { by: 'temporal', reasonCode: letter.name });
    }
  }

  /** Nobody tells a return that it is over while it is not. */
  async function seesItsEnd(paymentId: string): Promise<void> {
    expect(await run(money.lookAtReturn, { paymentId })).toMatchObject({ closed: true, status: 'overtaken' });
  }

  /** What turns out to be untrue is noted and changes nothing. */
  async function tellClaim(claimId: string, { name, content }: Letter): Promise<void> {
    if (await isOver(claimId)) return;
    const [act, message]: [MoveName, ActMessage] =
      name === 'recount'
        ? ['recount', { by: 'recovery', dossierId: content.findingId as string }]
        : ['recordPayment', { by: 'bank', dossierId: content.paymentId as string }];
    await move(claimId, act, { message }).catch(async (error) => {
      if (!codeOf(error)) throw error;
      await move(claimId, 'noteIgnoredSignal', { message: { by: 'temporal', via: 'temporal', reasonCode: name } });
    });
  }

  return {
    ...{ db, desk, money, recoveries, run, move, deliver, startRecoveries, actOnReturn, actOnRecovery },
    setTwice(to: boolean) {
      twice = to;
    },
  };
}

const isOfClaim = (workflowId: string) => workflowId.startsWith('claim/');
const idIn = (workflowId: string) => workflowId.split('/').at(-1)!;
