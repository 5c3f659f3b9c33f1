import { stringify } from 'csv-stringify/sync';
import { paymentsForBank } from '../../db/money/payments.ts';
import { decimalYuan } from '../../domain/money/yuan.ts';
import type { Deps } from '../deps.ts';

/** One row per payment. Excel must not take a name for a formula. */
export async function bankFile({ pool }: Pick<Deps, 'pool'>, id: string): Promise<string> {
  const rows = [];
  for await (const { id: paymentId, payee, amount_fen, claim_id } of paymentsForBank(pool, id)) {
    rows.push({
      paymentId,
      accountName: payee.accountName,
      accountNumber: payee.accountNumber,
      bankName: payee.bankName,
      bankCode: payee.bankCode ?? '',
      amountYuan: decimalYuan(amount_fen),
      amountFen: amount_fen,
      purpose: claim_id,
    });
  }
  return stringify(rows, { header: true, bom: true, escape_formulas: true });
}
