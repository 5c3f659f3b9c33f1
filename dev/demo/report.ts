import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceSettings } from '../../domain/env.ts';
import { formatYuan } from '../../domain/money/yuan.ts';
import { connectClient } from '../../worker/connection.ts';
import type { Mail } from '../mailbox/store.ts';
import type { Claim } from './answers.ts';
import { type Column, table } from './table.ts';

export interface ReportedClaim extends Claim {
  /** Number of its story. */
  story: number;
  historyEvents: number;
}

const columns: Column<ReportedClaim>[] = [
  { head: 'story', cell: ({ story }) => String(story), align: 'right' },
  { head: 'claim', cell: ({ id }) => id },
  { head: 'jurisdiction', cell: ({ jurisdiction }) => jurisdiction },
  { head: 'programme', cell: ({ programme }) => programme },
  { head: 'enterprise', cell: ({ claimantName }) => claimantName ?? '—' },
  { head: 'trainees', cell: ({ trainees }) => String(trainees), align: 'right' },
  { head: 'stage', cell: ({ stage }) => stage },
  { head: 'amount', cell: ({ amountFen }) => (amountFen === null ? '—' : formatYuan(amountFen)), align: 'right' },
  { head: 'history events', cell: ({ historyEvents }) => String(historyEvents), align: 'right' },
  { head: 'in the Temporal UI', cell: ({ temporalUrl }) => temporalUrl ?? '—' },
];

export const claimsTable = (claims: readonly ReportedClaim[]) => table(columns, claims);

/** Length of each claim's history: the one thing that the demo asks Temporal itself. */
export async function historyLengths(settings: ServiceSettings, claims: readonly Claim[]): Promise<number[]> {
  const client = await connectClient(settings);
  try {
    return await Promise.all(
      claims.map(async ({ workflowId }) => (await client.workflow.getHandle(workflowId).describe()).historyLength),
    );
  } finally {
    await client.connection.close();
  }
}

/** All mails, once no more come. */
export async function settledMails(mails: () => Promise<Mail[]>): Promise<Mail[]> {
  let before = await mails();
  for (let tries = 0; tries < 20; tries++) {
    await sleep(700);
    const now = await mails();
    if (now.length === before.length) return now;
    before = now;
  }
  return before;
}

export function shownMail({ recipients, subject, text }: Mail): string {
  const lines = [`to: ${recipients.join(', ')}`, `subject: ${subject}`, '', ...text.split('\n')];
  return lines.map((line) => `  │ ${line}`.trimEnd()).join('\n');
}
