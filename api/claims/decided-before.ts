import { timelineOf } from '../../db/claims/transitions.ts';
import { say } from '../../domain/messages/index.ts';
import { claimEvents } from '../../domain/messages/mail-events.ts';
import { type Fault, Problem } from '../../domain/problem.ts';
import type { Deps } from '../deps.ts';

const decisions = [
  ...(['approveFiling', 'approveApplication', 'returnForCorrection', 'rejectClaim'] as const),
  ...(['verify', 'rule', 'reviewChange'] as const),
];
const tooLate: readonly string[] = ['wrong-stage', 'changed-meanwhile', 'objection-already-ruled', 'change-decided'];

/**
 * Decides; who comes second is told whose decision came first, and when. For what only officials call: claimants learn no names of accounts from a
 * refusal.
 */
export async function unlessDecided<T>(
  { pool }: Pick<Deps, 'pool'>,
  claimId: string,
  decide: () => Promise<T>,
): Promise<T> {
  try {
    return await decide();
  } catch (error) {
    if (!(error instanceof Problem) || !tooLate.includes(error.code)) throw error;
    const first = await lastDecision(pool, claimId);
    if (!first) throw error;
    throw new Problem(error.code, error.params, [...error.errors, first], error.messages);
  }
}

async function lastDecision(pool: Deps['pool'], claimId: string): Promise<Fault | undefined> {
  for (const { act, by_subject: by, at } of (await timelineOf(pool, claimId)).reverse()) {
    const name = decisions.find((one) => one === act);
    if (!name) continue;
    const said = (what: string) => say('decided-before', { by, at, what });
    return {
      code: 'decided-before',
      messages: { zh: said(claimEvents[name].zh).zh, en: said(claimEvents[name].en).en },
    };
  }
  return undefined;
}
