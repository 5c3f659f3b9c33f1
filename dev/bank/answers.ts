import { messageIdOf } from '../../api/bank-files/message-id.ts';
import { type ReceivedOrder, readOrder } from './order.ts';

export const answerFormats = ['csv', 'pain.002', 'camt.053'] as const;
export type AnswerFormat = (typeof answerFormats)[number];

/** What the bank did with a payment; undefined: it says nothing of it this time. */
export interface Decision {
  status: 'paid' | 'returned' | 'pending';
  reasonCode?: string;
}

interface Row extends Decision {
  paymentId: string;
  amountFen: number;
}

/** A simulated bank: reads the real file that was sent to it, decides on each payment, and answers in the form asked for. */
export function bankAnswers(
  format: AnswerFormat,
  batchId: string,
  orderFile: Uint8Array,
  decide: (paymentId: string, amountFen: number) => Decision | undefined,
): { content: Buffer; contentType: string } {
  const order = readOrder(orderFile);
  const rows = order.payments.flatMap(({ paymentId, amountFen }): Row[] => {
    const decision = decide(paymentId, amountFen);
    return decision ? [{ paymentId, amountFen, ...decision }] : [];
  });
  if (format === 'csv') return { content: Buffer.from(csv(rows)), contentType: 'text/csv; charset=utf-8' };
  const text = format === 'pain.002' ? pain002(batchId, order, rows) : camt053(rows);
  return { content: Buffer.from(text), contentType: 'application/xml' };
}

const sum = (rows: readonly { amountFen: number }[]) => rows.reduce((fen, row) => fen + row.amountFen, 0);

const yuan = (fen: number) => (fen / 100).toFixed(2);

const escaped = (text: string) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);

function csv(rows: readonly Row[]): string {
  const lines = rows.map(({ paymentId, status, amountFen, reasonCode = '' }) =>
    [paymentId, status, amountFen, `"${reasonCode.replaceAll('"', '""')}"`].join(),
  );
  return ['paymentId,status,amountFen,reasonCode', ...lines, `TOTAL,${rows.length},${sum(rows)},`, ''].join('\r\n');
}

const codes = { paid: 'ACSC', returned: 'RJCT', pending: 'PDNG' };

function pain002(batchId: string, { messageId, payments }: ReceivedOrder, rows: readonly Row[]): string {
  const id = messageId ?? messageIdOf(batchId);
  const perStatus = (['paid', 'returned', 'pending'] as const).map((status) => {
    const those = rows.filter((row) => row.status === status);
    const counts = `<DtldNbOfTxs>${those.length}</DtldNbOfTxs><DtldSts>${codes[status]}</DtldSts><DtldCtrlSum>${yuan(sum(those))}</DtldCtrlSum>`;
    return those.length > 0 ? `<NbOfTxsPerSts>${counts}</NbOfTxsPerSts>` : '';
  });
  const transactions = rows.map(({ paymentId, status, amountFen, reasonCode }) => {
    const reason = reasonCode ? `<StsRsnInf><Rsn><Cd>${escaped(reasonCode)}</Cd></Rsn></StsRsnInf>` : '';
    const original = `<OrgnlTxRef><Amt><InstdAmt Ccy="CNY">${yuan(amountFen)}</InstdAmt></Amt></OrgnlTxRef>`;
    return `<TxInfAndSts><OrgnlEndToEndId>${paymentId}</OrgnlEndToEndId><TxSts>${codes[status]}</TxSts>${reason}${original}</TxInfAndSts>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
<GrpHdr><MsgId>BANK-1</MsgId><CreDtTm>2020-04-01T12:00:00+08:00</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>${id}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>\
<OrgnlNbOfTxs>${payments.length}</OrgnlNbOfTxs><OrgnlCtrlSum>${yuan(sum(payments))}</OrgnlCtrlSum>${perStatus.join('')}</OrgnlGrpInfAndSts>
<OrgnlPmtInfAndSts><OrgnlPmtInfId>${id}</OrgnlPmtInfId>
${transactions.join('')}</OrgnlPmtInfAndSts>
</CstmrPmtStsRpt></Document>
`;
}

/** What is paid and pending in one entry each, as banks book a batch; each return by itself. */
function camt053(rows: readonly Row[]): string {
  const paid = rows.filter(({ status }) => status === 'paid');
  const pending = rows.filter(({ status }) => status === 'pending');
  const returned = rows.filter(({ status }) => status === 'returned');
  const entries = [
    { rows: paid, direction: 'DBIT', status: 'BOOK' },
    { rows: pending, direction: 'DBIT', status: 'PDNG' },
    ...returned.map((row) => ({ rows: [row], direction: 'CRDT', status: 'BOOK' })),
  ].filter((entry) => entry.rows.length > 0);
  const summary = `<TtlNtries><NbOfNtries>${entries.length}</NbOfNtries><Sum>${yuan(sum(rows))}</Sum></TtlNtries>`;
  const texts = entries.map(({ rows, direction, status }) => {
    const details = rows.map(({ paymentId, amountFen, reasonCode }) => {
      const reason =
        reasonCode && direction === 'CRDT' ? `<RtrInf><Rsn><Cd>${escaped(reasonCode)}</Cd></Rsn></RtrInf>` : '';
      return `<TxDtls><Refs><EndToEndId>${paymentId}</EndToEndId></Refs><Amt Ccy="CNY">${yuan(amountFen)}</Amt><CdtDbtInd>${direction}</CdtDbtInd>${reason}</TxDtls>\n`;
    });
    const head = `<Amt Ccy="CNY">${yuan(sum(rows))}</Amt><CdtDbtInd>${direction}</CdtDbtInd><Sts><Cd>${status}</Cd></Sts><BkTxCd/>`;
    return `<Ntry>${head}<NtryDtls>\n${details.join('')}</NtryDtls></Ntry>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
<GrpHdr><MsgId>BANK-2</MsgId><CreDtTm>2020-04-01T12:00:00+08:00</CreDtTm></GrpHdr>
<Stmt><Id>1</Id><Acct><Id><Othr><Id>0</Id></Othr></Id></Acct>
<TxsSummry>${summary}</TxsSummry>
${texts.join('')}</Stmt>
</BkToCstmrStmt></Document>
`;
}
