import type { Deps } from '../deps.ts';
import { createBankResultActivities } from './bank-results.ts';
import { createDisbursementActivities } from './disbursement.ts';
import { createPaymentReturnActivities } from './payment-returns.ts';
import { createTellingActivities } from './told.ts';

export type BatchActivities = ReturnType<typeof createDisbursementActivities> &
  ReturnType<typeof createBankResultActivities> &
  ReturnType<typeof createTellingActivities>;

/** The way of the money: batches, the bank's answers, and what came back. */
export function createMoneyActivities(deps: Deps) {
  return {
    ...createDisbursementActivities(deps),
    ...createBankResultActivities(deps),
    ...createTellingActivities(deps),
    ...createPaymentReturnActivities(deps),
  };
}
