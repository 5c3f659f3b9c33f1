import type { z } from '@hono/zod-openapi';
import type { DisbursementPage, Payment } from '../../../disbursements/schemas.ts';
import type { Recovery } from '../../../recoveries/schemas.ts';

// What the API answers about money, as several pages read it.

export type Batch = z.infer<typeof DisbursementPage>;
export type Paid = z.infer<typeof Payment>;
export type Demand = z.infer<typeof Recovery>;
