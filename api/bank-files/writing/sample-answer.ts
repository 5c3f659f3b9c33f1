import { stringify } from 'csv-stringify/sync';
import {
  type AnswerColumn,
  answerColumnNames,
  type BankOrder,
  bankResultWords,
  type OrderedPayment,
} from '../../../domain/money/bank-file.ts';
import { decimalYuan } from '../../../domain/money/yuan.ts';
import { messageIdOf } from '../message-id.ts';
import { pain001Namespace } from './pain001.ts';

type Answered = Pick<OrderedPayment, 'paymentId' | 'amountFen'>;

const columns = ['paymentId', 'status', 'amountYuan', 'reasonCode'] as const satisfies readonly AnswerColumn[];

/** An answer in which every payment is under way still: taken in as it is, it books nothing. */
export async function* csvSample(payments: AsyncIterable<Answered>): AsyncGenerator<string> {
  yield stringify([columns.map((column) => answerColumnNames[column])]);
  for await (const { paymentId, amountFen } of payments)
    yield stringify([[paymentId, bankResultWords.pending, decimalYuan(amountFen), '']]);
}

/** The same as a status report (pain.002) to the order. */
export async function* pain002Sample(
  { batchId, createdAt, count, totalFen }: Omit<BankOrder, 'debtor'>,
  payments: AsyncIterable<Answered>,
): AsyncGenerator<string> {
  const id = messageIdOf(batchId);
  const order = `<OrgnlMsgId>${id}</OrgnlMsgId><OrgnlMsgNmId>${pain001Namespace.split(':').at(-1)}</OrgnlMsgNmId>`;
  yield `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10">
<CstmrPmtStsRpt>
<GrpHdr><MsgId>${id}</MsgId><CreDtTm>${createdAt}</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts>${order}<OrgnlNbOfTxs>${count}</OrgnlNbOfTxs><OrgnlCtrlSum>${decimalYuan(totalFen)}</OrgnlCtrlSum></OrgnlGrpInfAndSts>
<OrgnlPmtInfAndSts><OrgnlPmtInfId>${id}</OrgnlPmtInfId>
`;
  for await (const { paymentId, amountFen } of payments)
    yield `<TxInfAndSts><OrgnlEndToEndId>${paymentId}</OrgnlEndToEndId><TxSts>PDNG</TxSts>\
<OrgnlTxRef><Amt><InstdAmt Ccy="CNY">${decimalYuan(amountFen)}</InstdAmt></Amt></OrgnlTxRef></TxInfAndSts>
`;
  yield '</OrgnlPmtInfAndSts>\n</CstmrPmtStsRpt>\n</Document>\n';
}
