import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkedBankFile } from '../../api/bank-files/checking/check.ts';
import { BankFileDiffers } from '../../api/bank-files/checking/differs.ts';
import { bankFileFormats, type OrderedPayment } from '../../domain/money/bank-file.ts';
import { all, checked, each, orderOf, payment, written } from './support/orders.ts';

const three = [payment(1), payment(2, { accountName: '=甲,乙"<&>' }), payment(3, { bankCode: undefined })];

/** Text of the file with one part replaced; it has to be there. */
function tampered(file: Buffer, charset: string, from: string, to: string): Buffer {
  const text = new TextDecoder(charset, { ignoreBOM: true }).decode(file);
  expect(text).toContain(from);
  const at = text.replace(from, to);
  return charset === 'utf-8' ? Buffer.from(at) : Buffer.from(at, 'latin1');
}

describe.each(bankFileFormats)('a bank file in %s', (format) => {
  test('is what was ordered when it is read back', async () => {
    await checked(format, three, await written(format, three));
    await expect(all((await checkedBankFile(format, orderOf(three), () => each(three))).content)).resolves.toEqual(
      await written(format, three),
    );
  });

  const text = (most: number) =>
    fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: most })
      .filter((it) => !/[\p{C}]/u.test(it) && [...it].length <= most);
  const anyPayment: fc.Arbitrary<Partial<OrderedPayment>> = fc.record({
    accountName: text(60),
    bankName: text(60),
    accountNumber: fc.stringMatching(/^\d{8,32}$/),
    bankCode: fc.option(fc.oneof(fc.stringMatching(/^\d{12}$/), text(12), fc.constant('')), { nil: undefined }),
    amountFen: fc.integer({ min: 1, max: 100_000_000_000 }),
    purpose: text(40),
  });

  test('holds any name, bank and amount', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyPayment, { maxLength: 12 }), async (some) => {
        const payments = some.map((more, i) => payment(i, more));
        // A message without a payment is none.
        if (format === 'pain.001' && payments.length === 0) return;
        await checked(format, payments, await written(format, payments));
      }),
      { numRuns: 60 },
    );
  });

  test('with any byte changed is found out, or says the same', async () => {
    const file = await written(format, three);
    await fc.assert(
      fc.asyncProperty(fc.nat(file.byteLength - 1), fc.nat(255), async (at, byte) => {
        const other = Buffer.from(file);
        other[at] = byte;
        const outcome = await checked(format, three, other).catch((error) => error);
        if (outcome !== undefined) expect(outcome).toBeInstanceOf(BankFileDiffers);
        else if (byte !== file[at]) expect(sameWords(other)).toBe(sameWords(file));
      }),
      { numRuns: 300 },
    );
  });

  test('with a payment more, less, twice or in another place is found out', async () => {
    const wrong = [three.slice(1), three.slice(0, 2), [...three, three[0]!], [three[1]!, three[0]!, three[2]!]];
    for (const payments of wrong)
      await expect(checked(format, three, await written(format, payments))).rejects.toThrow(BankFileDiffers);
  });

  test('that was cut off is found out', async () => {
    const file = await written(format, three);
    for (const share of [0, 0.1, 0.5, 0.9]) {
      const part = file.subarray(0, Math.floor(file.byteLength * share));
      await expect(checked(format, three, part)).rejects.toThrow(BankFileDiffers);
    }
  });
});

/** What a reader of the format does not tell apart: blanks between elements, quotes of attributes, line ends. */
const sameWords = (file: Buffer) => file.toString('latin1').replace(/[\s"']+/g, '');

describe('the first difference is named without what stands there', () => {
  const cases: [format: 'csv' | 'pain.001', from: string, to: string, message: string][] = [
    ['csv', ',44401,', ',44400,', 'row 1, amountFen, is not what was ordered'],
    ['csv', '444.02', '444.20', 'row 2, amountYuan, is not what was ordered'],
    ['csv', '6222020000000000013', '6222020000000000014', 'row 1, accountNumber, is not what was ordered'],
    ['csv', 'purpose', 'reason', 'the header is not what was ordered'],
    ['csv', '\uFEFF', '', 'the header is not what was ordered'],
    ['pain.001', '>444.01<', '>444.00<', 'transaction 1, Amt/InstdAmt, is not what was ordered'],
    ['pain.001', 'Ccy="CNY">444.01', 'Ccy="USD">444.01', 'transaction 1, Amt/InstdAmt, is not what was ordered'],
    [
      'pain.001',
      '<CtrlSum>1332.06',
      '<CtrlSum>1332.07',
      'the head, CstmrCdtTrfInitn/GrpHdr/CtrlSum, is not what was ordered',
    ],
    ['pain.001', 'pain.001.001.09', 'pain.001.001.03', 'the namespace is not what was ordered'],
    ['pain.001', '<BtchBookg>true</BtchBookg>', '', 'NbOfTxs in CstmrCdtTrfInitn/PmtInf where BtchBookg is due'],
    [
      'pain.001',
      '<RmtInf>',
      '<Purp><Cd>X</Cd></Purp><RmtInf>',
      'Purp in CstmrCdtTrfInitn/PmtInf/CdtTrfTxInf where RmtInf is due',
    ],
    [
      'pain.001',
      '<InitgPty><Nm>无锡市人力资源和社会保障局</Nm></InitgPty>',
      '<InitgPty></InitgPty>',
      'Nm is missing in CstmrCdtTrfInitn/GrpHdr/InitgPty',
    ],
    ['pain.001', '<?xml version="1.0" encoding="UTF-8"?>', '<!DOCTYPE a>', 'the declaration is not what was ordered'],
  ];
  test.each(cases)('%s: %s → %s', async (format, from, to, message) => {
    const file = tampered(await written(format, three), 'utf-8', from, to);
    await expect(checked(format, three, file)).rejects.toThrow(message);
  });

  test('a file in another charset than the format’s', async () => {
    await expect(checked('csv', three, await written('csv-gb18030', three))).rejects.toThrow('not in utf-8');
    await expect(checked('csv-gb18030', three, await written('csv', three))).rejects.toThrow(BankFileDiffers);
  });
});

test('what cannot be written is refused by its own name, before anything is compared', async () => {
  const payments = [payment(1, { accountName: '\u0007' })];
  await expect(checkedBankFile('pain.001', orderOf(payments), () => each(payments))).rejects.toMatchObject({
    code: 'bank-file-unwritable',
  });
});
