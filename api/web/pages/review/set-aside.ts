import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { say as sentence } from '../../../../domain/messages/index.ts';
import type { Reopening } from '../../../claims/reopening-schemas.ts';
import type { Timeline } from '../../../claims/schemas.ts';
import type { WebEnv } from '../../env.ts';
import type { TimelineMove } from '../timeline-names.ts';

/** Why who reads does not decide anew: such a decision of theirs was set aside. Undefined: none was. */
export async function ownDecisionSetAside(
  c: Context<WebEnv>,
  claimId: string,
  isSuch: (move: TimelineMove) => boolean,
): Promise<string | undefined> {
  const { say, remote, session } = c.var;
  const path = `/v1/claims/${claimId}`;
  const reopenings = (await remote.get<{ items: z.infer<typeof Reopening>[] }>(`${path}/reopenings`)).items;
  const aside = reopenings.filter(({ status }) => status === 'approved').map(({ transitionNo }) => transitionNo);
  if (aside.length === 0) return undefined;
  const { items } = await remote.get<z.infer<typeof Timeline>>(`${path}/timeline`);
  const isOwn = items.some((move) => aside.includes(move.n) && move.by === session?.subject && isSuch(move));
  return isOwn ? say(sentence('decided-before')) : undefined;
}
