import { callersKey } from './callers.ts';
import type { Thing } from './ids.ts';

type IsReady = (thing: Thing) => boolean;

const inStage =
  (...stages: string[]): IsReady =>
  ({ stage }) =>
    stages.includes(String(stage));
const inStatus =
  (...statuses: string[]): IsReady =>
  ({ status }) =>
    statuses.includes(String(status));
const owed = inStatus('open', 'overdue');

/** Repayments of a recovery that wait for a second person; as `refund`, those that were sent back. */
export function reported({ repayments = [] }: Thing, refund: boolean): Thing[] {
  return (repayments as Thing[]).filter((one) => one.status === 'reported' && one.refund === refund);
}

/** In which state a thing lets a call through, as far as its last answer told: who knew only ids would be refused for ever. */
export const ready: Record<string, IsReady> = {
  // The one with which a caller calls had better live.
  'POST /v1/api-keys/{id}/revocation': ({ name }) => name !== callersKey,
  'POST /v1/claims/{id}/resubmission': inStage('returned'),
  'POST /v1/claims/{id}/filing-review': inStage('filing-review'),
  'POST /v1/claims/{id}/advance-request': (claim) => inStage('training')(claim) && claim.jurisdiction === 'chongqing',
  'POST /v1/claims/{id}/training-start': inStage('training'),
  'POST /v1/claims/{id}/learning-records': inStage('training', 'application-open'),
  'POST /v1/claims/{id}/training-completion': inStage('training'),
  'POST /v1/claims/{id}/verification': inStage('verification'),
  'POST /v1/claims/{id}/application': inStage('application-open'),
  'POST /v1/claims/{id}/application-review': inStage('application-review'),
  'POST /v1/claims/{id}/withdrawal': inStage('filing-review', 'payable'),
  'POST /v1/claims/{id}/fraud-findings': inStage('paid'),
  'POST /v1/objections/{id}/ruling': inStatus('open'),
  'POST /v1/fraud-findings/{id}/ruling': inStatus('open'),
  'GET /v1/disbursements/{id}/bank-file': inStatus('approved', 'settled'),
  'POST /v1/disbursements/{id}/submission': inStatus('formed'),
  'POST /v1/disbursements/{id}/approval': inStatus('submitted'),
  'POST /v1/disbursements/{id}/bank-results': inStatus('approved', 'settled'),
  'POST /v1/disbursements/{id}/bank-results/previews': inStatus('approved', 'settled'),
  'POST /v1/payment-returns/{id}/account-correction': inStatus('correction'),
  'POST /v1/payment-returns/{id}/confirmation': inStatus('confirmation'),
  'POST /v1/recoveries/{id}/instalments': owed,
  'POST /v1/recoveries/{id}/repayments': owed,
  'POST /v1/recoveries/{id}/repayments/{repaymentId}/confirmation': (one) => reported(one, false).length > 0,
  'POST /v1/recoveries/{id}/refunds': ({ surplusFen }) => Number(surplusFen) > 0,
  'POST /v1/recoveries/{id}/refunds/{refundId}/confirmation': (one) => reported(one, true).length > 0,
  'POST /v1/recoveries/{id}/listing': ({ status, listing }) => status === 'overdue' && listing === 'none',
  'POST /v1/recoveries/{id}/listing-decision': ({ listing }) => listing === 'proposed',
};
