import { z } from '@hono/zod-openapi';
import { deliveryStatuses } from '../../db/webhooks/deliveries.ts';
import { stages } from '../../domain/claim/stages.ts';
import { Sentence, When } from '../routes/fields.ts';

export const WebhookBody = z
  .strictObject({
    url: z.string().trim().min(1).max(500).openapi({ description: 'https://… of the system that receives' }),
    stages: z
      .array(z.enum(stages))
      .max(stages.length)
      .optional()
      .openapi({ description: 'Only changes to these stages; left out: every one' }),
  })
  .openapi('WebhookBody');

export const Webhook = z
  .object({
    id: z.string(),
    url: z.string(),
    stages: z.array(z.string()).openapi({ description: 'Empty: every stage' }),
    madeBy: z.string(),
    madeAt: When,
    deactivatedBy: z.string().nullable(),
    deactivatedAt: When.nullable(),
    secrets: z.array(
      z.object({
        no: z.int(),
        madeAt: When,
        endsAt: When.nullable().openapi({ description: 'Until when it signs beside the newest; null: the newest' }),
      }),
    ),
  })
  .openapi('Webhook');

export const WebhookWithSecret = Webhook.extend({
  secret: z
    .string()
    .nullable()
    .openapi({ description: '`whsec_…`, to verify signatures with. Null when the answer is a repetition.' }),
  messages: Sentence,
}).openapi('WebhookWithSecret');

export const Delivery = z
  .object({
    id: z.string().openapi({ description: 'The webhook-id of every attempt' }),
    event: z.enum(['claim.stage-changed', 'ping']),
    claimId: z.string().nullable(),
    payload: z.looseObject({}).openapi({ description: 'What is sent, as it stands' }),
    at: When,
    status: z.enum(deliveryStatuses),
    attempts: z.int(),
    nextTryAt: When.nullable().openapi({ description: 'Real time; null where it is not tried again by itself' }),
    deliveredAt: When.nullable(),
    responseStatus: z.int().nullable(),
    error: z.string().nullable(),
  })
  .openapi('WebhookDelivery');

export const ReplayBody = z.strictObject({ since: When }).openapi('WebhookReplayBody');

export const Replayed = z.object({ replayed: z.int() }).openapi('WebhookReplayed');
