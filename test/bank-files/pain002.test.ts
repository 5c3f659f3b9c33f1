import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { messageIdOf } from '../../api/bank-files/message-id.ts';
import { answerFaults } from '../../api/bank-files/reading/order.ts';
import { pain002, reason, transaction } from './support/iso.ts';
import { faultsOf, read, refusal } from './support/orders.ts';

const xml = 'application/xml';

describe('a bank’s answer as pain.002', () => {
  test('gives each payment with its status, amount and reason, and says which order it answers', async () => {
    const file = pain002(
      [
        transaction('P1', 'ACSC'),
        transaction('P2', 'RJCT', '0.01', reason('AC01') + reason('AM05')),
        transaction('P3', 'PDNG', '1'),
      ].join('\n'),
      '<OrgnlNbOfTxs>4</OrgnlNbOfTxs><OrgnlCtrlSum>500.5</OrgnlCtrlSum><GrpSts>PART</GrpSts>',
    );
    expect(await read(xml, file)).toEqual({
      head: { format: 'pain.002', originalMessageId: 'M1', originalCount: 4, originalTotalFen: 50050 },
      rows: 3,
      totalFen: 44501,
      faults: [],
      faultCount: 0,
      all: [
        { row: 1, paymentId: 'P1', status: 'paid', amountFen: 44400 },
        { row: 2, paymentId: 'P2', status: 'returned', amountFen: 1, reasonCode: 'AC01' },
        { row: 3, paymentId: 'P3', status: 'pending', amountFen: 100 },
      ],
    });
  });

  test.each([
    ['ACSC', 'paid'],
    ['ACCC', 'paid'],
    ['RJCT', 'returned'],
    ['PDNG', 'pending'],
    ['ACTC', 'pending'],
    ['ACCP', 'pending'],
    ['ACSP', 'pending'],
    ['RCVD', 'pending'],
  ])('%s is %s', async (code, status) => {
    expect((await read(xml, pain002(transaction('P1', code)))).all[0]?.status).toBe(status);
  });

  test('may be of another version, have prefixes, comments, blanks, parts of others, and be in GB18030', async () => {
    const plain = pain002(
      transaction('P1', 'RJCT', '444.00', '<StsRsnInf><Rsn><Prtry>户名不符</Prtry></Rsn></StsRsnInf>'),
    );
    const same = await read(xml, plain);
    expect(same.all).toEqual([
      { row: 1, paymentId: 'P1', status: 'returned', amountFen: 44400, reasonCode: '户名不符' },
    ]);
    const prefixed = plain.replace(/<(\/?)(?=[A-Z])/g, '<$1ns2:').replace('xmlns=', 'xmlns:ns2=');
    const ofOthers = '<x:TxSts xmlns:x="urn:other"><TxSts>RJCT</TxSts></x:TxSts>';
    for (const file of [
      plain.replace('pain.002.001.10', 'pain.002.001.03'),
      prefixed,
      plain.replaceAll('><', '>\r\n  <!-- x -->\t<').replace('>P1<', '>\n P1 <'),
      plain.replace('<TxSts>', `${ofOthers}<TxSts>`),
      iconv.encode(plain.replace('UTF-8', 'GB18030'), 'gb18030'),
      Buffer.from(`\uFEFF${plain}`),
    ]) {
      for (const size of [1, 1_000]) expect(await read('text/xml', file, size)).toEqual(same);
    }
  });
});

describe('what is wrong in it is named', () => {
  const faults = (...more: Parameters<typeof pain002>) => faultsOf(xml, pain002(...more));

  test.each([
    [transaction('P1', 'ACWC'), ['1 bank-status-unknown']],
    [transaction('P1', 'acsc'), ['1 bank-status-unknown']],
    [transaction('', 'ACSC'), ['1 bank-reference-unfit']],
    [transaction('P1', 'ACSC', '1.001'), ['1 bank-amount-unfit']],
    [transaction('P1', 'ACSC', '1,00'), ['1 bank-amount-unfit']],
    [transaction('P1', 'ACSC', '-1.00'), ['1 bank-amount-unfit']],
    [transaction('P1', 'ACSC').replace('CNY', 'USD'), ['1 bank-amount-unfit']],
    [transaction('P1', 'ACSC').replace(' Ccy="CNY"', ''), ['1 bank-amount-unfit']],
    [transaction('P1', 'ACSC').replace(/<OrgnlTxRef>.*<\/OrgnlTxRef>/, ''), ['1 bank-amount-unfit']],
    [transaction('P1', 'RJCT', '1.00', reason('x'.repeat(36))), ['1 bank-reason-unfit']],
    [transaction('P1', 'ACSC', '1.00', '<TxSts>RJCT</TxSts>'), ['1 bank-element-twice']],
    ['<TxInfAndSts/>', ['1 bank-reference-unfit', '1 bank-status-unknown', '1 bank-amount-unfit']],
  ])('%s', async (wrong, expected) => {
    expect(await faults(wrong)).toEqual(expected);
    const second = expected.map((one) => one.replace('1', '2'));
    expect(await faults(transaction('P0', 'ACSC') + wrong)).toEqual(second);
  });

  test('a whole that was rejected without naming payments gives nobody’s money back', async () => {
    expect(await faults('', `<GrpSts>RJCT</GrpSts>${reason('AM04')}`)).toEqual(['bank-group-rejected']);
    expect(await faults('', '', '<PmtInfSts>RJCT</PmtInfSts>')).toEqual(['bank-group-rejected']);
    expect(await faults('', '<GrpSts>ACSC</GrpSts>')).toEqual(['bank-file-empty']);
    expect(await faults('')).toEqual(['bank-file-empty']);
  });

  test('a payment that contradicts the whole', async () => {
    const both = transaction('P1', 'ACSC') + transaction('P2', 'RJCT');
    expect(await faults(both, '<GrpSts>RJCT</GrpSts>')).toEqual(['1 bank-group-contradicts']);
    expect(await faults(both, '<GrpSts>ACSC</GrpSts>')).toEqual(['2 bank-group-contradicts']);
    expect(await faults(both, '<GrpSts>PART</GrpSts>')).toEqual([]);
    expect(await faults(both, '<GrpSts>PART</GrpSts>', '<PmtInfSts>RJCT</PmtInfSts>')).toEqual([
      '1 bank-group-contradicts',
    ]);
  });

  test('counts and sums per status that are not those of the payments', async () => {
    const both = transaction('P1', 'ACSC') + transaction('P2', 'RJCT', '1.00');
    const per = (count: number, status: string, sum: string) =>
      `<NbOfTxsPerSts><DtldNbOfTxs>${count}</DtldNbOfTxs><DtldSts>${status}</DtldSts><DtldCtrlSum>${sum}</DtldCtrlSum></NbOfTxsPerSts>`;
    expect((await read(xml, pain002(both, per(1, 'ACSC', '444.00') + per(1, 'RJCT', '1.00')))).head.statedCount).toBe(
      2,
    );
    expect(await faults(both, per(2, 'ACSC', '444.00'))).toEqual(['bank-count-differs']);
    expect(await faults(both, per(1, 'ACSC', '444.01'))).toEqual(['bank-total-differs']);
    expect(await faults(both, per(1, 'ACSP', '444.00'))).toEqual(['bank-count-differs', 'bank-total-differs']);
    expect(await faults(both, per(1, 'XXXX', '1.00'))).toEqual(['bank-total-unfit']);
    expect(await faults(both, per(1, 'ACSC', '444.00') + per(1, 'ACSC', '444.00'))).toEqual(['bank-total-unfit']);
  });

  test('an answer to something else', async () => {
    expect(
      await faultsOf(xml, pain002(transaction('P1', 'ACSC')).replace('>pain.001.001.09<', '>pain.008.001.08<')),
    ).toEqual(['bank-answer-other-order']);
    const another =
      '<OrgnlGrpInfAndSts><OrgnlMsgId>M2</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId></OrgnlGrpInfAndSts>';
    const two = pain002(transaction('P1', 'ACSC')).replace('<OrgnlPmtInfAndSts>', `${another}$&`);
    expect(await faultsOf(xml, two)).toEqual(['bank-answer-other-order']);
    expect(await faults(transaction('P1', 'ACSC'), '<OrgnlNbOfTxs>x</OrgnlNbOfTxs>')).toEqual(['bank-total-unfit']);
  });
});

test('an answer is held against its order: the message, the count and the sum', async () => {
  const order = { batchId: 'wuxi.skill-action-special-account.2020-03', count: 1, totalFen: 44400 };
  const codes = async (id: string, group = '') => {
    const outcome = await read(xml, pain002(transaction('P1', 'ACSC'), group).replace('>M1<', `>${id}<`));
    return answerFaults(outcome, order).map(({ code }) => code);
  };
  const ours = messageIdOf(order.batchId);
  expect(await codes(ours)).toEqual([]);
  expect(await codes(ours, '<OrgnlNbOfTxs>1</OrgnlNbOfTxs><OrgnlCtrlSum>444.00</OrgnlCtrlSum>')).toEqual([]);
  expect(await codes('')).toEqual(['bank-answer-other-order']);
  expect(await codes(messageIdOf('wuxi.skill-action-special-account.2020-04'))).toEqual(['bank-answer-other-order']);
  expect(await codes(ours, '<OrgnlNbOfTxs>2</OrgnlNbOfTxs>')).toEqual(['bank-order-figures-differ']);
  expect(await codes(ours, '<OrgnlCtrlSum>444.01</OrgnlCtrlSum>')).toEqual(['bank-order-figures-differ']);
});

test('another message, or a part of one, is refused with what it is', async () => {
  const whole = pain002(transaction('P1', 'ACSC'));
  const root = ['bank-file-unreadable', 'bank-xml-root'];
  expect(await refusal(xml, whole.replace('pain.002.001.10', 'pacs.002.001.10'))).toEqual(root);
  expect(await refusal(xml, whole.replace('pain.002.001.10', 'pain.002.002.10'))).toEqual(root);
  expect(await refusal(xml, whole.replace(/ xmlns="[^"]*"/, ''))).toEqual(root);
  expect(await refusal(xml, whole.replaceAll('Document', 'Envelope'))).toEqual(root);
  expect(await refusal(xml, '<html><body>502 Bad Gateway</body></html>')).toEqual(root);
  expect(await refusal(xml, 'paymentId,status,amountFen\r\n')).toEqual(['bank-file-unreadable', 'bank-xml-malformed']);
  for (let at = 1; at < whole.length; at += 97)
    expect((await refusal(xml, whole.slice(0, at)))[0]).toBe('bank-file-unreadable');
});
