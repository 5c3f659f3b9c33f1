import type { z } from '@hono/zod-openapi';
import type { PublicNotice } from '../../../routes/notices.ts';
import type { Say } from '../../language.ts';
import { daysLeft, leftInWords } from '../../parts/show.tsx';

/** A notice as everybody may read it. */
export type Notice = z.infer<typeof PublicNotice>;

export const sumOf = ({ lines }: Notice) => lines.reduce((sum, { amountFen }) => sum + amountFen, 0);

/** Days left, the last one in warning; nothing while its last day cannot be told. */
export function Countdown({ notice: { endsAt }, now, say }: { notice: Notice; now: string; say: Say }) {
  if (!endsAt) return null;
  const isLastDay = daysLeft(now, endsAt) === 0;
  return <span class={`badge ${isLastDay ? 'warn' : ''}`}>{leftInWords(now, endsAt, say)}</span>;
}
