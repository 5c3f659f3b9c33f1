import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { isReview } from '../../../../domain/claim/stages.ts';
import type { Task } from '../../../claims/task.ts';
import type { Site, WebEnv } from '../../env.ts';
import { doAct, type Sent, sentForm } from '../../parts/act.ts';
import { askedFor, type Listed } from '../../parts/paging.tsx';
import { Refused } from '../../remote.ts';
import { showAct } from './act-page.tsx';
import { reviewOf } from './decide.tsx';

/** 认领、放回、转交: whose turn it is with a claim that waits for its review. */
export function holdPages(site: Site): void {
  const acts: [path: string, call: string, body: (sent: Sent) => object][] = [
    ['hold', 'review-hold', () => ({})],
    ['release', 'review-hold/release', () => ({})],
    ['handover', 'review-hold/handover', (sent) => sent.some('to')],
  ];
  for (const [path, call, body] of acts)
    site.post(`/review/:id{C[0-9a-z]+}/${path}`, (c) => {
      const id = c.req.param('id');
      return doAct(
        c,
        (sent) => c.var.remote.post(`/v1/claims/${id}/${call}`, body(sent), sent.key),
        () => `/review/${id}`,
        async ({ problem }) => showAct(c, await reviewOf(c), { problem }),
      );
    });
  site.post('/review/next', takeNext);
}

/** Takes up the most urgent claim that is free, whoever else is at it at the same time. */
async function takeNext(c: Context<WebEnv>): Promise<Response> {
  const { remote } = c.var;
  const { key } = await sentForm(c);
  const asked = askedFor(c, 'act', 'search', 'overdue');
  asked.set('held', 'free');
  const { items } = await remote.get<Listed<z.infer<typeof Task>>>(`/v1/tasks?${asked}`);
  for (const { act, claimId } of items) {
    if (!isReview(act) || !claimId) continue;
    try {
      await remote.post(`/v1/claims/${claimId}/review-hold`, {}, `${key}-${claimId}`);
      return c.redirect(`/review/${claimId}`, 303);
    } catch (error) {
      // Somebody else was faster, or the claim is one's own: the next one.
      if (!(error instanceof Refused) || error.problem.status >= 500) throw error;
    }
  }
  return c.redirect(`/review?${asked}`, 303);
}
