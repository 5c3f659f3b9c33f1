import type { Context } from 'hono';
import type { WebEnv } from '../../env.ts';
import { doAct, type Sent } from '../../parts/act.ts';
import { batchPage } from './batch.tsx';

const apiPath = (c: Context<WebEnv>, act: string) =>
  `/v1/disbursements/${encodeURIComponent(c.req.param('id')!)}/${act}`;

export const submitBatch = (c: Context<WebEnv>) =>
  doAct(
    c,
    (sent) => c.var.remote.post(apiPath(c, 'submission'), sent.some('reason'), sent.key),
    () => `/batches/${c.req.param('id')}`,
    (refusal) => batchPage(c, refusal),
  );

export const decideBatch = (c: Context<WebEnv>) =>
  doAct(
    c,
    (sent) => c.var.remote.post(apiPath(c, 'approval'), approvalOf(sent), sent.key),
    () => `/batches/${c.req.param('id')}`,
    (refusal) => batchPage(c, refusal),
  );

function approvalOf(sent: Sent) {
  const others = sent.text('refused-others').split(/[\s,，、]+/);
  const taken = [...sent.all('refused'), ...others].filter((id) => id !== '');
  const reasonCode = sent.optional('refused-reason');
  return {
    decision: sent.optional('decision'),
    reason: sent.optional('reason'),
    refused: taken.length > 0 ? taken.map((paymentId) => ({ paymentId, reasonCode })) : undefined,
  };
}

/** A file goes out as the API gives it. */
export const bankFile = (c: Context<WebEnv>) => c.var.remote.raw(apiPath(c, 'bank-file'));
export const sampleAnswer = (c: Context<WebEnv>) => c.var.remote.raw(apiPath(c, 'bank-results/sample'));
