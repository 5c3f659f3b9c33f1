import type { Context } from 'hono';
import type { Problem } from '../../domain/problem.ts';
import { isWatched } from '../auth/access.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../env.ts';

const minuteMs = 60_000;
/** New refusals that one process writes in a minute: nobody fills the log by knocking. */
const mostInAMinute = 100;

/** Notes who was refused at a call about money or about single people: once a minute per caller, call and reason. */
export function refusals({ audit }: Pick<Deps, 'audit'>) {
  let minute = 0;
  const noted = new Set<string>();

  return async ({ status, code }: Problem, c: Context<Env>): Promise<void> => {
    const { access, actor } = c.var;
    if (!access || !isWatched(access) || !isRefusal(status, code)) return;
    const now = Math.floor(Date.now() / minuteMs);
    if (now !== minute) noted.clear();
    minute = now;
    const call = `${access.method} ${access.path}`;
    const same = JSON.stringify([actor?.subject, actor?.role, call, code]);
    if (noted.has(same) || noted.size >= mostInAMinute) return;
    noted.add(same);
    const of = { place: actor?.jurisdiction, ids: [call] };
    // It stays refused, also while it cannot be written.
    await audit.record({ actor, act: 'refused-call', of, outcome: code }).catch(() => {});
  };
}

/** A caller without any token has only not signed in yet. */
const isRefusal = (status: number, code: string) =>
  code !== 'token-required' && (status === 401 || status === 403 || code.startsWith('token-'));
