import { stringify } from 'csv-stringify/sync';
import { describe, expect, test } from 'vitest';
import { messageIdOf } from '../../api/bank-files/message-id.ts';
import { writeBankFile } from '../../api/bank-files/writing/write.ts';
import { bankFileFormats } from '../../domain/money/bank-file.ts';
import { decimalYuan } from '../../domain/money/yuan.ts';
import { checked, each, orderOf, payment, written } from './support/orders.ts';

const gb = (file: Buffer) => new TextDecoder('gb18030', { fatal: true, ignoreBOM: true }).decode(file);

/** What stands in names of people and banks, and in nobody's example. */
const rare = '𠮷田㐂·买买提　ＡＢＣ①"，<&>\'';

describe('a CSV for the bank', () => {
  test('is byte by byte what clients know: mark, header, quotes, formulas escaped', async () => {
    const payments = [
      payment(1),
      payment(2, { accountName: '=HYPERLINK("x")', bankCode: undefined }),
      payment(3, { accountName: `a,"b"\n${rare}`, bankName: '-1', amountFen: 5 }),
    ];
    const rows = payments.map(({ paymentId, accountName, accountNumber, bankName, bankCode, amountFen, purpose }) => ({
      paymentId,
      accountName,
      accountNumber,
      bankName,
      bankCode: bankCode ?? '',
      amountYuan: decimalYuan(amountFen),
      amountFen,
      purpose,
    }));
    const known = stringify(rows, { header: true, bom: true, escape_formulas: true });
    expect((await written('csv', payments)).toString('utf8')).toBe(known);
  });

  test('in GB18030 says the same without a mark, whatever the character', async () => {
    const payments = [payment(1, { accountName: rare }), payment(2, { bankName: '＝1+1' })];
    const asUtf8 = (await written('csv', payments)).toString('utf8');
    const asGb18030 = await written('csv-gb18030', payments);
    expect(`\uFEFF${gb(asGb18030)}`).toBe(asUtf8);
  });

  test('says its type and charset', () => {
    const of = (format: (typeof bankFileFormats)[number]) => {
      const { contentType, extension } = writeBankFile(format, orderOf([]), each([]));
      return [contentType, extension];
    };
    expect(bankFileFormats.map(of)).toEqual([
      ['text/csv; charset=utf-8', 'csv'],
      ['text/csv; charset=gb18030', 'csv'],
      ['application/xml; charset=utf-8', 'xml'],
    ]);
  });
});

describe('a pain.001 for the bank', () => {
  test('has the structure of the standard', async () => {
    const file = (await written('pain.001', [payment(1, { accountName: '甲&<乙>' })])).toString('utf8');
    expect(file).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09">
      <CstmrCdtTrfInitn>
      <GrpHdr><MsgId>BCE76937EE4BF1A30A61D7D2631B059</MsgId><CreDtTm>2020-04-01T02:00:00+08:00</CreDtTm><NbOfTxs>1</NbOfTxs><CtrlSum>444.01</CtrlSum><InitgPty><Nm>无锡市人力资源和社会保障局</Nm></InitgPty></GrpHdr>
      <PmtInf><PmtInfId>BCE76937EE4BF1A30A61D7D2631B059</PmtInfId><PmtMtd>TRF</PmtMtd><BtchBookg>true</BtchBookg><NbOfTxs>1</NbOfTxs><CtrlSum>444.01</CtrlSum>
      <ReqdExctnDt><Dt>2020-04-01</Dt></ReqdExctnDt>
      <Dbtr><Nm>无锡市人力资源和社会保障局</Nm></Dbtr><DbtrAcct><Id><Othr><Id>6216610000000000016</Id></Othr></Id><Ccy>CNY</Ccy></DbtrAcct><DbtrAgt><FinInstnId><ClrSysMmbId><ClrSysId><Cd>CNAPS</Cd></ClrSysId><MmbId>104302000012</MmbId></ClrSysMmbId><Nm>中国银行无锡分行</Nm></FinInstnId></DbtrAgt>
      <CdtTrfTxInf><PmtId><EndToEndId>P00000000000000000001</EndToEndId></PmtId><Amt><InstdAmt Ccy="CNY">444.01</InstdAmt></Amt><CdtrAgt><FinInstnId><ClrSysMmbId><ClrSysId><Cd>CNAPS</Cd></ClrSysId><MmbId>102302000019</MmbId></ClrSysMmbId><Nm>中国工商银行</Nm></FinInstnId></CdtrAgt><Cdtr><Nm>甲&amp;&lt;乙&gt;</Nm></Cdtr><CdtrAcct><Id><Othr><Id>6222020000000000013</Id></Othr></Id></CdtrAcct><RmtInf><Ustrd>C0123456789ABCDEF</Ustrd></RmtInf></CdtTrfTxInf>
      </PmtInf>
      </CstmrCdtTrfInitn>
      </Document>
      "
    `);
  });

  test('names a bank by its CNAPS code, or by its name and the code that it has', async () => {
    const bank = async (bankCode?: string) =>
      /<CdtrAgt>(.*)<\/CdtrAgt>/.exec((await written('pain.001', [payment(1, { bankCode })])).toString('utf8'))?.[1];
    expect(await bank('102302000019')).toBe(
      '<FinInstnId><ClrSysMmbId><ClrSysId><Cd>CNAPS</Cd></ClrSysId><MmbId>102302000019</MmbId></ClrSysMmbId><Nm>中国工商银行</Nm></FinInstnId>',
    );
    expect(await bank('ICBKCNBJ')).toBe('<FinInstnId><Nm>中国工商银行</Nm><Othr><Id>ICBKCNBJ</Id></Othr></FinInstnId>');
    expect(await bank('')).toBe('<FinInstnId><Nm>中国工商银行</Nm></FinInstnId>');
    expect(await bank(undefined)).toBe('<FinInstnId><Nm>中国工商银行</Nm></FinInstnId>');
  });

  test('is refused without an account to pay from', () => {
    const order = orderOf([], { debtor: { name: '某局' } });
    expect(() => writeBankFile('pain.001', order, each([]))).toThrow(
      expect.objectContaining({ code: 'fund-account-missing', status: 409 }),
    );
    expect(() => writeBankFile('csv', order, each([]))).not.toThrow();
  });
});

describe('what a format cannot hold is an error with the payment and the field, never cut or replaced', () => {
  const long = '甲'.repeat(141);
  test.each([
    ['csv', { accountName: 'half \ud800' }, 'bank-field-characters accountName'],
    ['csv-gb18030', { accountName: 'half \ud800' }, 'bank-field-characters accountName'],
    ['csv-gb18030', { bankName: 'private \ue000' }, 'bank-field-characters bankName'],
    ['pain.001', { accountName: 'bell\u0007' }, 'bank-field-characters accountName'],
    ['pain.001', { accountName: '\uffff' }, 'bank-field-characters accountName'],
    ['pain.001', { accountName: long }, 'bank-field-too-long accountName'],
    ['pain.001', { bankName: long }, 'bank-field-too-long bankName'],
    ['pain.001', { accountNumber: '1'.repeat(35) }, 'bank-field-too-long accountNumber'],
    ['pain.001', { accountName: '' }, 'bank-field-empty accountName'],
    ['pain.001', { amountFen: 0 }, 'bank-field-amount amountFen'],
    ['csv', { amountFen: 1.5 }, 'bank-field-amount amountFen'],
  ] as const)('%s: %j', async (format, wrong, expected) => {
    const problem = await written(format, [payment(1), payment(2, wrong), payment(3), payment(4, wrong)]).catch(
      (e) => e,
    );
    expect(problem).toMatchObject({ code: 'bank-file-unwritable', status: 409 });
    expect(problem.errors.map((one: { code: string; path: string }) => `${one.code} ${one.path}`)).toEqual([
      expected,
      expected,
    ]);
    expect(problem.errors[1].messages.en).toContain(payment(4).paymentId);
  });

  test('140 characters outside the basic plane fit into 140', async () => {
    const payments = [payment(1, { accountName: '𠮷'.repeat(140) })];
    await checked('pain.001', payments, await written('pain.001', payments));
  });

  test.each(bankFileFormats)('%s: payments that are not what the order says are no file', async (format) => {
    const payments = [payment(1), payment(2)];
    for (const more of [{ count: 3 }, { totalFen: 1 }])
      await expect(written(format, payments, orderOf(payments, more))).rejects.toThrow('batch wuxi');
  });
});

test('the id of the message is the batch’s own, or a hash where that is too long', () => {
  expect(messageIdOf('B-2020.05')).toBe('B-2020.05');
  const long = messageIdOf('wuxi.skill-action-special-account.2020-03');
  expect(long).toMatch(/^B[0-9A-F]{30}$/);
  expect(messageIdOf('wuxi.skill-action-special-account.2020-03')).toBe(long);
  expect(messageIdOf('wuxi.skill-action-special-account.2020-04')).not.toBe(long);
  expect(messageIdOf('甲')).toMatch(/^B[0-9A-F]{30}$/);
});
