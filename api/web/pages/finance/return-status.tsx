import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Bilingual } from '../../../../domain/messages/message.ts';
import type { PaymentReturn } from '../../../routes/payment-returns.ts';
import { opensFor } from '../../doors.ts';
import type { WebEnv } from '../../env.ts';
import { Money, When } from '../../parts/show.tsx';
import { nextPaymentNames, returnStatusNames } from './names.ts';

type Returned = Pick<z.infer<typeof PaymentReturn>, 'status' | 'waits' | 'nextPayment'>;

/** Where a returned payment stands; once its account is confirmed, by what became of its money. */
function stateOf({ status, waits, nextPayment }: Returned): Bilingual {
  if (status !== 'corrected') return returnStatusNames[status]!;
  if (nextPayment) return nextPaymentNames[nextPayment.status]!;
  return returnStatusNames[waits ? 'corrected' : 'overtaken']!;
}

export function ReturnStatus({ c, of }: { c: Context<WebEnv>; of: Returned }) {
  const { say } = c.var;
  const tone = of.nextPayment?.status === 'paid' ? 'badge good' : 'badge';
  return (
    <>
      <span class={tone}>{say(stateOf(of))}</span>
      {of.nextPayment && <NextPayment c={c} of={of.nextPayment} />}
    </>
  );
}

/** The payment that has taken it up again: to its batch for who may read that, and where it came back too, to that return. */
export function NextPayment({ c, of: next }: { c: Context<WebEnv>; of: NonNullable<Returned['nextPayment']> }) {
  const { say, session } = c.var;
  const cameBack = next.status === 'returned' || next.status === 'refused';
  const to = cameBack ? `/returns/${next.paymentId}` : `/batches/${next.disbursementId}`;
  return (
    <div class="hint">
      {next.paidAt && !cameBack && (
        <>
          <When at={next.paidAt} />{' '}
        </>
      )}
      {say('付款 ', 'payment ')}
      {opensFor(to, session) ? <a href={to}>{next.paymentId}</a> : next.paymentId} <Money fen={next.amountFen} />
    </div>
  );
}
