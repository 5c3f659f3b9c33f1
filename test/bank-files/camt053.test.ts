import { describe, expect, test } from 'vitest';
import { camt053, detail, entry, returnReason, statement } from './support/iso.ts';
import { faultsOf, read } from './support/orders.ts';

const xml = 'application/xml';
const totals = (name: string, count: number, sum: string) =>
  `<${name}><NbOfNtries>${count}</NbOfNtries><Sum>${sum}</Sum></${name}>`;

describe('a bank’s statement as camt.053', () => {
  test('gives what was paid, in a batch or alone, and what came back', async () => {
    const entries =
      entry('445.00', 'DBIT', detail('P1') + detail('P2', '1.00')) +
      entry('2.00', 'DBIT', detail('P3', null)) +
      entry('444.00', 'CRDT', detail('P1', '444.00', returnReason('AC01'))) +
      entry('1.00', 'CRDT', detail('P2', '1.00'), '<RvslInd>true</RvslInd><Sts><Cd>BOOK</Cd></Sts>');
    const summary =
      totals('TtlNtries', 4, '892.00') + totals('TtlCdtNtries', 2, '445.00') + totals('TtlDbtNtries', 2, '447.00');
    expect(await read(xml, camt053(statement(entries, summary)))).toEqual({
      head: { format: 'camt.053', statedCount: 4, statedTotalFen: 89200 },
      rows: 5,
      totalFen: 89200,
      faults: [],
      faultCount: 0,
      all: [
        { row: 1, paymentId: 'P1', status: 'paid', amountFen: 44400 },
        { row: 2, paymentId: 'P2', status: 'paid', amountFen: 100 },
        { row: 3, paymentId: 'P3', status: 'paid', amountFen: 200 },
        { row: 4, paymentId: 'P1', status: 'returned', amountFen: 44400, reasonCode: 'AC01' },
        { row: 5, paymentId: 'P2', status: 'returned', amountFen: 100 },
      ],
    });
  });

  test('that is pending decides nothing yet', async () => {
    for (const status of ['PDNG', 'FUTR'])
      for (const direction of ['DBIT', 'CRDT']) {
        const file = camt053(statement(entry('444.00', direction, detail('P1'), `<Sts><Cd>${status}</Cd></Sts>`)));
        expect((await read(xml, file)).all[0]?.status).toBe('pending');
      }
  });

  test('may be several, older, netted, with amounts in other places', async () => {
    const older = camt053(statement(entry('444.00', 'DBIT', detail('P1'), '<Sts>BOOK</Sts>'))).replace('.08"', '.02"');
    expect((await read(xml, older)).all).toHaveLength(1);
    const amount =
      '<AmtDtls><InstdAmt><Amt Ccy="CNY">9.00</Amt></InstdAmt><TxAmt><Amt Ccy="CNY">444.00</Amt></TxAmt></AmtDtls>';
    const elsewhere = camt053(statement(entry('444.00', 'DBIT', detail('P1', null, amount))));
    expect((await read(xml, elsewhere)).all[0]?.amountFen).toBe(44400);
    const netted = entry(
      '443.00',
      'DBIT',
      detail('P1', '444.00', '<CdtDbtInd>DBIT</CdtDbtInd>') + detail('P2', '1.00', '<CdtDbtInd>CRDT</CdtDbtInd>'),
    );
    const two = camt053(
      statement(netted, totals('TtlNtries', 1, '443.00')),
      statement(entry('5.00', 'DBIT', detail('P3', '5.00')), totals('TtlNtries', 1, '5.00')),
    );
    const { head, faults, all } = await read(xml, two);
    expect({ head, faults, all: all.map(({ paymentId, status }) => `${paymentId} ${status}`) }).toEqual({
      head: { format: 'camt.053', statedCount: 2, statedTotalFen: 44800 },
      faults: [],
      all: ['P1 paid', 'P2 returned', 'P3 paid'],
    });
  });
});

describe('what is wrong in it is named', () => {
  const faults = (entries: string, summary = '') => faultsOf(xml, camt053(statement(entries, summary)));
  const paid = entry('444.00', 'DBIT', detail('P1'));

  test.each([
    ['a fee', entry('5.00', 'DBIT', ''), ['2 bank-entry-without-reference']],
    ['a movement of another', entry('5.00', 'DBIT', '<TxDtls/>'), ['2 bank-entry-without-reference']],
    ['one without reference', entry('5.00', 'CRDT', detail('NOTPROVIDED', '5.00')), ['2 bank-entry-without-reference']],
    ['a reference that is none', entry('5.00', 'DBIT', detail('付款', '5.00')), ['2 bank-reference-unfit']],
    [
      'for information only',
      entry('5.00', 'DBIT', detail('P2', '5.00'), '<Sts><Cd>INFO</Cd></Sts>'),
      ['2 bank-status-unknown'],
    ],
    ['without direction', entry('5.00', '', detail('P2', '5.00')), ['2 bank-status-unknown']],
    [
      'paid and reversed',
      entry('5.00', 'DBIT', detail('P2', '5.00'), '<RvslInd>true</RvslInd><Sts><Cd>BOOK</Cd></Sts>'),
      ['2 bank-entry-contradictory'],
    ],
    [
      'paid and returned',
      entry('5.00', 'DBIT', detail('P2', '5.00', returnReason('AC01'))),
      ['2 bank-entry-contradictory'],
    ],
    ['in another currency', entry('5.00', 'DBIT', detail('P2', '5.00').replace('CNY', 'USD')), ['2 bank-amount-unfit']],
    [
      'two without an amount',
      entry('5.00', 'DBIT', detail('P2', null) + detail('P3', null)),
      ['3 bank-amount-unfit', '2 bank-amount-unfit'],
    ],
    ['details of another sum', entry('5.00', 'DBIT', detail('P2', '4.00')), ['2 bank-total-differs']],
    [
      'two references',
      entry('5.00', 'DBIT', detail('P2', '5.00', '<Refs><EndToEndId>P3</EndToEndId></Refs>')),
      ['2 bank-element-twice'],
    ],
    [
      'two directions',
      entry('5.00', 'DBIT', detail('P2', '5.00'), '<CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>'),
      ['2 bank-element-twice'],
    ],
  ])('%s', async (_, wrong, expected) => {
    expect(await faults(paid + wrong)).toEqual(expected);
  });

  test('totals that are not those of the entries', async () => {
    expect(await faults(paid, totals('TtlNtries', 2, '444.00'))).toEqual(['bank-count-differs']);
    expect(await faults(paid, totals('TtlNtries', 1, '444.01'))).toEqual(['bank-total-differs']);
    expect(await faults(paid, totals('TtlDbtNtries', 1, '0.00'))).toEqual(['bank-total-differs']);
    expect(await faults(paid, totals('TtlCdtNtries', 1, '444.00'))).toEqual([
      'bank-count-differs',
      'bank-total-differs',
    ]);
    expect(await faults(paid, totals('TtlNtries', 1, 'much'))).toEqual(['bank-total-unfit']);
  });

  test('a statement without a movement', async () => {
    expect(await faults('')).toEqual(['bank-file-empty']);
  });
});
