import { fault, Problem } from '../domain/problem.ts';

/** Whoever refuses says why. @throws Problem `refusal-reason-required` */
export function demandReason({
  decision,
  reason,
  reasonCode,
}: {
  decision: string;
  reason?: string;
  reasonCode?: string;
}) {
  if (decision !== 'reject' || reason || reasonCode) return;
  throw new Problem('refusal-reason-required', {}, [fault('refusal-reason-required', { path: 'reason' })]);
}
