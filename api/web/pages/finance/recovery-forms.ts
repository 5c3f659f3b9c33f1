import type { Context } from 'hono';
import { fenOfYuan } from '../../../../domain/money/yuan.ts';
import type { WebEnv } from '../../env.ts';
import { doAct, type Sent } from '../../parts/act.ts';
import { recoveryPage } from './recovery.tsx';
import { instalmentLines } from './recovery-acts.tsx';

/** What is no sum in yuan goes on as it was typed, for the API to refuse it beside its field. */
const fen = (text: string | undefined) => text && (fenOfYuan(text) ?? text);

const bodies = {
  repayments: (sent: Sent) => ({
    amountFen: fen(sent.optional('amountFen')),
    receivedOn: sent.optional('receivedOn'),
    bankReference: sent.optional('bankReference'),
  }),
  refunds: (sent: Sent) => sent.some('paidOn', 'bankReference'),
  instalments: (sent: Sent) => ({ instalments: instalmentsOf(sent) }),
  listing: (sent: Sent) => sent.some('reason'),
  confirmation: (sent: Sent) => sent.some('decision', 'reason'),
};

/** The lines up to the last one in which something stands. */
function instalmentsOf(sent: Sent) {
  const lines = Array.from({ length: instalmentLines }, (_, i) => ({
    dueOn: sent.optional(`instalments.${i}.dueOn`),
    amountFen: fen(sent.optional(`instalments.${i}.amountFen`)),
  }));
  return lines.slice(0, lines.findLastIndex(({ dueOn, amountFen }) => dueOn || amountFen) + 1);
}

/** Sends a form on to the call of the same address, and comes back to the recovery. */
export const recoveryAct = (name: keyof typeof bodies) => (c: Context<WebEnv>) =>
  doAct(
    c,
    (sent) => c.var.remote.post(`/v1${c.req.path}`, bodies[name](sent), sent.key),
    () => `/recoveries/${c.req.param('id')}`,
    (refusal) => recoveryPage(c, refusal),
  );
