import { accountMessages } from './accounts.ts';
import { assumptionMessages } from './assumptions.ts';
import { bankFileMessages } from './bank-files.ts';
import { batchMessages } from './batch.ts';
import { callMessages } from './call.ts';
import { certificateMessages } from './certificates.ts';
import { changeMessages } from './changes.ts';
import { claimMessages } from './claim.ts';
import { creditMessages } from './credits.ts';
import { directoryMessages } from './directory.ts';
import { eligibilityMessages } from './eligibility.ts';
import { fieldMessages } from './fields.ts';
import { identityMessages } from './identity.ts';
import { inspectionMessages } from './inspection.ts';
import { intakeMessages } from './intake.ts';
import { learnerMessages } from './learners.ts';
import { learningMessages } from './learning.ts';
import { ledgerMessages } from './ledger.ts';
import { listingMessages } from './listings.ts';
import { lostActMessages } from './lost-acts.ts';
import { mailMessages } from './mails.ts';
import { type Bilingual, fill, type MessageParams, type MessageTemplate } from './message.ts';
import { paperMessages } from './papers.ts';
import { recoveryMessages } from './recovery.ts';
import { registrationMessages } from './registration.ts';
import { reopeningMessages } from './reopening.ts';
import { repinningMessages } from './repinning.ts';
import { reportMessages } from './reports.ts';
import { reviewMessages } from './review.ts';
import { webhookMessages } from './webhooks.ts';

/** Every stable code of the system with its sentence in Chinese and English. A code never changes its meaning. */
export const messages = {
  ...accountMessages,
  ...assumptionMessages,
  ...batchMessages,
  ...bankFileMessages,
  ...callMessages,
  ...changeMessages,
  ...certificateMessages,
  ...claimMessages,
  ...creditMessages,
  ...directoryMessages,
  ...eligibilityMessages,
  ...fieldMessages,
  ...identityMessages,
  ...inspectionMessages,
  ...intakeMessages,
  ...learningMessages,
  ...ledgerMessages,
  ...learnerMessages,
  ...listingMessages,
  ...lostActMessages,
  ...mailMessages,
  ...paperMessages,
  ...recoveryMessages,
  ...repinningMessages,
  ...reopeningMessages,
  ...registrationMessages,
  ...reportMessages,
  ...reviewMessages,
  ...webhookMessages,
} satisfies Record<string, MessageTemplate>;

export type Code = keyof typeof messages;

export function say(code: Code, params: MessageParams = {}): Bilingual {
  return fill(messages[code], params);
}

export function statusOf(code: Code): number {
  return (messages[code] as MessageTemplate).status ?? 422;
}

export function isCode(text: string): text is Code {
  return Object.hasOwn(messages, text);
}

export type { Bilingual, MessageParams, MessageTemplate } from './message.ts';
