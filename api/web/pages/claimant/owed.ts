import type { z } from '@hono/zod-openapi';
import type { Claim } from '../../../claims/schemas.ts';

/** The claimant has money to pay back. */
export const isOwed = ({ status }: z.infer<typeof Claim>['recoveries'][number]): boolean =>
  status === 'open' || status === 'overdue';
