import { setTimeout as sleep } from 'node:timers/promises';
import type { DisbursementTotals } from '../../db/money/disbursements.ts';
import { amountsForBank, paymentsForBank } from '../../db/money/payments.ts';
import { hasErased } from '../../db/privacy/retention.ts';
import type { BankFileFormat, BankOrder, OrderedPayment } from '../../domain/money/bank-file.ts';
import type { Fund } from '../../domain/money/types.ts';
import { Problem } from '../../domain/problem.ts';
import { checkedBankFile } from '../bank-files/checking/check.ts';
import { type BankFile, writeSampleAnswer } from '../bank-files/writing/write.ts';
import type { Deps } from '../deps.ts';

/** The file for the bank, in the form that was pinned when the batch was formed: written, read back, and only then given out. */
export async function bankFile(deps: Deps, batch: DisbursementTotals): Promise<BankFile> {
  if (await hasErased(deps.pool, batch.id)) throw new Problem('accounts-erased');
  const { jurisdiction, fund, bank_file_format } = batch;
  const order: BankOrder = {
    batchId: batch.id,
    createdAt: batch.decided_at ?? batch.formed_at,
    ...{ count: batch.payments, totalFen: batch.total_fen },
    debtor: {
      name: deps.registry.find(jurisdiction).authority.names.zh,
      account: deps.fundAccounts.find(jurisdiction, fund as Fund),
    },
  };
  return checkedBankFile(bank_file_format as BankFileFormat, order, () => orderedPayments(deps, batch.id));
}

/** An answer of the bank with every payment of the batch, as a sample; no account is in it. */
export function sampleAnswer({ pool }: Pick<Deps, 'pool'>, batch: DisbursementTotals): BankFile {
  const order = {
    batchId: batch.id,
    createdAt: batch.decided_at ?? batch.formed_at,
    ...{ count: batch.payments, totalFen: batch.total_fen },
  };
  return writeSampleAnswer(batch.bank_file_format as BankFileFormat, order, amountsOf(pool, batch.id));
}

async function* amountsOf(
  pool: Deps['pool'],
  id: string,
): AsyncGenerator<Pick<OrderedPayment, 'paymentId' | 'amountFen'>> {
  for await (const { id: paymentId, amount_fen: amountFen } of amountsForBank(pool, id)) yield { paymentId, amountFen };
}

/** So many payments, and milliseconds in which others have the machine: about as long as reading, writing and checking them takes. */
const [inTurn, restMs] = [50, 5];

/** The payments of an approved batch stay the same, whatever the bank answers. */
async function* orderedPayments({ pool }: Pick<Deps, 'pool'>, id: string): AsyncGenerator<OrderedPayment> {
  let n = 0;
  for await (const { id: paymentId, payee, amount_fen, claim_id } of paymentsForBank(pool, id)) {
    const { bankName, accountName, accountNumber, bankCode } = payee;
    if (++n % inTurn === 0) await sleep(restMs);
    yield { paymentId, bankName, accountName, accountNumber, bankCode, amountFen: amount_fen, purpose: claim_id };
  }
}
