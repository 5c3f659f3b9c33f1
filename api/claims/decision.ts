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
