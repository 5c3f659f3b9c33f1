import { z } from '@hono/zod-openapi';
import { mailStates } from '../../db/mail/list.ts';
import { Sentence, When } from '../routes/fields.ts';

const delivery = {
  id: z.int(),
  event: z.string().openapi({ description: 'The act or moment that it tells of: the name of its template' }),
  happened: Sentence,
  addressee: z.enum(['claimant', 'reviewer', 'supervisor', 'inspector', 'finance', 'report']),
  at: When.openapi({ description: 'Business time of the act' }),
  state: z.enum(mailStates).openapi({
    description: '`retrying`: the server did not take it yet. `bounced`: the server refused it for good',
  }),
  attempts: z.int(),
  nextTryAt: When.nullable().openapi({ description: 'Real time; null where it is not tried again by itself' }),
};

/** A mail of a claim that did not arrive. */
export const UndeliveredMail = z.object(delivery).openapi('UndeliveredMail');

export const Mail = z
  .object({
    ...delivery,
    to: z.string().nullable().openapi({ description: 'The address in part; null once it is erased' }),
    claimId: z.string().nullable(),
    sentAt: When.nullable(),
    bouncedAt: When.nullable(),
    error: z.string().nullable().openapi({ description: 'Code of the last failure, such as 550 or ECONNREFUSED' }),
  })
  .openapi('Mail');

export const MailTemplate = z.object({ name: z.string(), of: z.string(), happened: Sentence }).openapi('MailTemplate');

export const MailPreview = z
  .object({ name: z.string(), subject: z.string(), text: z.string(), html: z.string() })
  .openapi('MailPreview');
