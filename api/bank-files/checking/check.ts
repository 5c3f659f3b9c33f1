import type { BankFileFormat, BankOrder, OrderedPayment } from '../../../domain/money/bank-file.ts';
import { type BankFile, writeBankFile } from '../writing/write.ts';
import { checkCsv } from './csv.ts';
import { checkPain001 } from './pain001.ts';

/** Reads a bank file back and compares it with what was ordered. @throws BankFileDiffers naming the first difference */
export async function checkBankFile(
  format: BankFileFormat,
  order: BankOrder,
  payments: AsyncIterable<OrderedPayment>,
  content: AsyncIterable<Uint8Array>,
): Promise<void> {
  if (format === 'pain.001') await checkPain001(order, payments, content);
  else await checkCsv(format, order, payments, content);
}

/**
 * The file for the bank, after it was written once and read back: what goes out then is the same again. `payments` is asked three times and has
 * to answer the same (one snapshot of the database). @throws as `writeBankFile` and `checkBankFile`, before the first byte goes out
 */
export async function checkedBankFile(
  format: BankFileFormat,
  order: BankOrder,
  payments: () => AsyncIterable<OrderedPayment>,
): Promise<BankFile> {
  await checkBankFile(format, order, payments(), writeBankFile(format, order, payments()).content);
  return writeBankFile(format, order, payments());
}
