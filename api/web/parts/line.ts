import type { z } from '@hono/zod-openapi';
import type { Line as LineSchema } from '../../claims/schemas.ts';

/** What one person brings, as the API tells it. */
export type Line = z.infer<typeof LineSchema>;

/** It brought something, and does no more. */
export const isGone = ({ status, amountFen }: Line) => amountFen > 0 && (status === 'fallen' || status === 'revoked');
