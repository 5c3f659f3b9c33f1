import { contradicts } from '../../domain/messages/reasons.ts';
import { fault, Problem } from '../../domain/problem.ts';

/** Whoever does not approve says why: by a code that is told everywhere, and in words. @throws Problem `reason-required` */
export function checkReasons(given: { decision: string; reasonCode?: string; reason?: string }): void {
  if (given.decision === 'approve') return;
  const missing = [...(given.reasonCode ? [] : ['reasonCode']), ...(given.reason ? [] : ['reason'])];
  if (missing.length === 0) return;
  throw new Problem(
    'reason-required',
    {},
    missing.map((path) => fault('reason-required', { path })),
  );
}

/** Nobody is refused for what can be put right, nor the other way round. @throws Problem `reason-contradicts` */
export function checkFits({ decision, reasonCode }: { decision: string; reasonCode?: string }): void {
  if (decision === 'approve' || !reasonCode || !contradicts(decision, reasonCode)) return;
  throw new Problem('reason-contradicts', {}, [fault('reason-contradicts', { path: 'reasonCode' })]);
}
