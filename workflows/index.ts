// Everything that the worker's bundle offers to Temporal.
export { claim } from './claim/claim.ts';
export { disbursement } from './disbursement/disbursement.ts';
export { paymentReturn } from './payment-return/payment-return.ts';
export { recovery } from './recovery/recovery.ts';
export { biweeklyReport } from './reports/biweekly-report.ts';
