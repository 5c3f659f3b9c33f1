import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { faultsOf, payment, read, refusal, written } from './support/orders.ts';

const csv = 'text/csv';
const lines = (...rows: string[]) => `${rows.join('\r\n')}\r\n`;
const header = 'paymentId,status,amountFen,reasonCode';

describe('a bank’s answer as CSV', () => {
  test('gives each payment with its status, amount and reason', async () => {
    const file = lines(header, 'P1,paid,44400,', 'P2,returned,100,AC01', 'P3,PENDING,1,"账号、户名不符"');
    expect(await read(csv, file)).toEqual({
      head: { format: 'csv' },
      rows: 3,
      totalFen: 44501,
      faults: [],
      faultCount: 0,
      all: [
        { row: 1, paymentId: 'P1', status: 'paid', amountFen: 44400 },
        { row: 2, paymentId: 'P2', status: 'returned', amountFen: 100, reasonCode: 'AC01' },
        { row: 3, paymentId: 'P3', status: 'pending', amountFen: 1, reasonCode: '账号、户名不符' },
      ],
    });
  });

  test('may have its columns in any order, in Chinese, in yuan, with blanks, without reasons', async () => {
    const file = lines(
      '状态,金额（元）,付款编号',
      ' 成功 ,444.00,P1',
      '退票,0.01, P2',
      '处理中,10000000000.10,P3',
      '成功,7,P4',
    );
    expect((await read(csv, file)).all).toEqual([
      { row: 1, paymentId: 'P1', status: 'paid', amountFen: 44400 },
      { row: 2, paymentId: 'P2', status: 'returned', amountFen: 1 },
      { row: 3, paymentId: 'P3', status: 'pending', amountFen: 1000000000010 },
      { row: 4, paymentId: 'P4', status: 'paid', amountFen: 700 },
    ]);
  });

  test.each([
    ['TOTAL,2,300,', 2, 300],
    ['合计,,300', undefined, 300],
    ['total,2,,', 2, undefined],
  ])('may end with a total: %s', async (total, statedCount, statedTotalFen) => {
    const { head, faults, rows } = await read(csv, lines(header, 'P1,paid,100,', 'P2,paid,200,', total, '', ',,,'));
    expect({ head, faults, rows }).toEqual({
      head: { format: 'csv', statedCount, statedTotalFen },
      faults: [],
      rows: 2,
    });
  });

  test('counts its rows as a spreadsheet does, empty ones too', async () => {
    expect((await read(csv, lines(header, '', 'P1,paid,1,', ',,,', 'P2,paid,1,'))).all.map(({ row }) => row)).toEqual([
      2, 4,
    ]);
  });
});

describe('rows that are wrong are named', () => {
  test.each([
    ['P1,Paid!,100,', ['1 bank-status-unknown']],
    ['P1,,100,', ['1 bank-status-unknown']],
    [',paid,100,', ['1 bank-reference-unfit']],
    ['P 1,paid,100,', ['1 bank-reference-unfit']],
    [`${'P'.repeat(36)},paid,100,`, ['1 bank-reference-unfit']],
    ['P1,paid,,', ['1 bank-amount-unfit']],
    ['P1,paid,1.00,', ['1 bank-amount-unfit']],
    ['P1,paid,-1,', ['1 bank-amount-unfit']],
    ['P1,paid,1e3,', ['1 bank-amount-unfit']],
    ['P1,paid,9999999999999999,', ['1 bank-amount-unfit']],
    [`P1,returned,100,${'x'.repeat(36)}`, ['1 bank-reason-unfit']],
    ['P1,returned,100,"a\nb"', ['1 bank-reason-unfit']],
    ['P1,paid,100,,x', ['1 bank-row-cells']],
    ['P1,what,x,', ['1 bank-status-unknown', '1 bank-amount-unfit']],
    ['P1', ['1 bank-status-unknown', '1 bank-amount-unfit']],
  ])('%s', async (row, faults) => {
    expect(await faultsOf(csv, lines(header, row))).toEqual(faults);
  });

  test('yuan with more than two decimals, separators or a sign', async () => {
    const rows = ['1.005', '1,000.00', '¥1.00', '+1.00', '.50', '1.'].map((amount, i) => `P${i},paid,"${amount}"`);
    expect(await faultsOf(csv, lines('paymentId,status,amountYuan', ...rows))).toEqual(
      rows.map((_, i) => `${i + 1} bank-amount-unfit`),
    );
  });

  test('yuan and fen that differ, or of which one is missing', async () => {
    const file = lines('paymentId,status,amountYuan,amountFen', 'P1,paid,1.00,100', 'P2,paid,1.00,101', 'P3,paid,,100');
    expect(await faultsOf(csv, file)).toEqual(['2 bank-amounts-differ', '3 bank-amount-unfit']);
  });

  test('totals that are not the rows’', async () => {
    const total = (row: string) => faultsOf(csv, lines(header, 'P1,paid,100,', row));
    expect(await total('TOTAL,2,100,')).toEqual(['bank-count-differs']);
    expect(await total('TOTAL,1,101,')).toEqual(['bank-total-differs']);
    expect(await total('TOTAL,2,101,')).toEqual(['bank-count-differs', 'bank-total-differs']);
    expect(await total('TOTAL,,,')).toEqual(['bank-total-unfit']);
    expect(await total('TOTAL,one,100,')).toEqual(['bank-total-unfit']);
    expect(await faultsOf(csv, lines(header, 'TOTAL,0,0,', 'P1,paid,100,'))).toEqual(['2 bank-row-after-total']);
  });

  test('at most 50 are told, all are counted', async () => {
    const { faults, faultCount, rows } = await read(csv, lines(header, ...Array(2_000).fill('?,?,?,'), 'P1,paid,1,'));
    expect([faults.length, faultCount, rows]).toEqual([50, 4_000, 1]);
  });

  test('a sum that would no longer be exact', async () => {
    const rows = Array.from({ length: 12 }, (_, i) => `P${i},paid,999999999999999,`);
    expect((await faultsOf(csv, lines(header, ...rows))).slice(0, 1)).toEqual(['10 bank-amount-unfit']);
  });
});

describe('a file that is none', () => {
  test.each([
    ['', ['bank-file-unreadable', 'bank-file-empty']],
    ['P1,paid,100\r\n', ['bank-columns-unfit']],
    [lines(`${header},备注`, 'P1,paid,1,,x'), ['bank-columns-unfit']],
    [lines(`${header},付款编号`, 'P1,paid,1,,P1'), ['bank-columns-unfit']],
    [lines('paymentId,status', 'P1,paid'), ['bank-columns-unfit']],
    [lines('paymentId;status;amountFen', 'P1;paid;1'), ['bank-columns-unfit']],
    [`${header}\r\nP1,"paid`, ['bank-csv-malformed']],
    [`${header}\r\n${'x'.repeat(100_000)}`, ['bank-csv-malformed']],
    ['{"results":[]}', ['bank-csv-malformed']],
    ['<?xml version="1.0"?><a/>', ['bank-csv-malformed']],
  ])('%j', async (file, codes) => {
    const [problem, ...reasons] = await refusal(csv, file);
    expect(problem).toBe('bank-file-unreadable');
    expect(reasons).toEqual(codes.filter((code) => code !== problem));
  });

  test('says nothing of any payment', async () => {
    expect(await faultsOf(csv, lines(header))).toEqual(['bank-file-empty']);
    expect(await faultsOf(csv, lines(header, '', ''))).toEqual(['bank-file-empty']);
  });

  test.each(['csv', 'csv-gb18030'] as const)('is the payment order itself (%s)', async (format) => {
    expect(await refusal(csv, await written(format, [payment(1)]))).toEqual(['bank-file-is-order']);
  });

  test('comes as another type', async () => {
    for (const type of ['application/json', '', 'application/pdf']) {
      expect(await refusal(type, 'x')).toEqual(['unsupported-media-type']);
    }
  });
});

describe('UTF-8 and GB18030 are told apart', () => {
  const chinese = lines('付款编号,状态,金额(分),原因', 'P1,成功,100,', 'P2,退票,200,户名不符', '合计,2,300,');
  // 状态 alone is valid in both.
  const ambiguous = lines('paymentId,状态,amountFen', 'P1,paid,100', 'P2,returned,200');
  const late = lines(header, ...Array.from({ length: 6_000 }, (_, i) => `P${i},paid,1,`), 'X,退票,1,账号错');
  const files = { chinese, ambiguous, late, ascii: lines(header, 'P1,paid,100,') };

  test.each(Object.entries(files))('%s', async (_, text) => {
    const utf8 = await read(csv, Buffer.from(text));
    expect(utf8.faults).toEqual([]);
    for (const [type, bytes] of [
      [csv, Buffer.from(`\uFEFF${text}`)],
      [csv, iconv.encode(text, 'gb18030')],
      ['text/csv; charset=gb18030', iconv.encode(text, 'gb18030')],
      ['text/csv; charset="UTF-8"', Buffer.from(text)],
    ] as const) {
      for (const size of text === late ? [65_536] : [1, 7, 100_000])
        expect(await read(type, bytes, size)).toEqual(utf8);
    }
  });

  test('what is in neither, in both, or in another than was said, is refused', async () => {
    const refused = ['bank-file-unreadable', 'bank-file-charset'];
    const half = Buffer.concat([Buffer.from(chinese), iconv.encode('P3,退票,1,账户\r\n', 'gb18030')]);
    expect(await refusal(csv, half)).toEqual(refused);
    expect(await refusal(csv, Buffer.from('\ufeffpaymentId,status,amountFen\r\n', 'utf16le'))).toEqual(refused);
    expect(await refusal(csv, Buffer.from(`${header}\r\nP1,\xff\xff,1,\r\n`, 'latin1'))).toEqual(refused);
    expect(await refusal('text/csv; charset=utf-8', iconv.encode(chinese, 'gb18030'))).toEqual(refused);
    expect(await refusal('text/csv; charset=big5', chinese)).toEqual(refused);
  });
});
