// Everything that the worker's bundle offers to Temporal.
export { claim } from './claim/claim.ts';
export { repinning } from './claim/repinning.ts';
export { disbursement } from './disbursement/disbursement.ts';
export { inspectionDraw } from './inspection/draw.ts';
export { inspection } from './inspection/inspection.ts';
export { paymentReturn } from './payment-return/payment-return.ts';
export { recovery } from './recovery/recovery.ts';
export { biweeklyReport } from './reports/biweekly-report.ts';
