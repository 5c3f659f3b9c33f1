import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { storeDossier } from '../../../db/intake/dossiers.ts';
import { type PaymentReturnRow, returnsOfClaim } from '../../../db/money/payment-returns.ts';
import type { PaymentReturnStanding } from '../../../domain/money/payment-return.ts';
import type { House } from './house.ts';

export const corrected = { bankName: '示例银行', accountName: '无锡示例有限公司', accountNumber: '3202000000000099' };

/** An act on a returned payment as the API does it: what is handed in is kept first. */
export async function actOnReturn(
  house: House,
  paymentId: string,
  act: 'account-correction' | 'confirmation',
  by: string,
  body: object,
  decision?: string,
  jurisdiction = 'wuxi',
): Promise<PaymentReturnStanding> {
  const dossierId = randomUUID();
  await storeDossier(house.deps.db, {
    id: dossierId,
    claimId: paymentId,
    kind: act,
    body: { ...(decision && { decision }), ...body },
    bySubject: by,
  });
  const workflowId = `return/${jurisdiction}/${paymentId}`;
  return house.gateway.paymentReturn(workflowId, act, { by, decision, dossierId }, dossierId);
}

/** The claimant corrects the account and another person confirms it. */
export async function correctAccount(house: House, paymentId: string, place = 'wuxi'): Promise<PaymentReturnStanding> {
  const account = { bankAccount: corrected };
  await actOnReturn(house, paymentId, 'account-correction', 'enterprise-1', account, undefined, place);
  return actOnReturn(house, paymentId, 'confirmation', 'approver', {}, 'approve', place);
}

export async function onlyReturn(house: House, claimId: string): Promise<PaymentReturnRow> {
  const [one, ...more] = await returnsOfClaim(house.deps.db, claimId);
  if (!one || more.length > 0) throw new Error(`claim ${claimId} has ${more.length + (one ? 1 : 0)} returns`);
  return one;
}

/** Waits until the claim's only return is as expected: what its workflow does by itself comes a moment later. */
export async function returnReaches(
  house: House,
  claimId: string,
  is: (one: PaymentReturnRow) => boolean,
): Promise<PaymentReturnRow> {
  for (let tries = 0; tries < 400; tries++) {
    const one = await onlyReturn(house, claimId);
    if (is(one)) return one;
    await sleep(50);
  }
  throw new Error(`the return of claim ${claimId} stays ${JSON.stringify(await onlyReturn(house, claimId))}`);
}
