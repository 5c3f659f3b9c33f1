import type { BankResultRow } from '../../../domain/money/bank-file.ts';
import { fenOfYuan } from '../../../domain/money/yuan.ts';
import { shown } from '../unreadable.ts';
import type { XmlFile } from '../xml/events.ts';
import { amountOf, reasonOf, referenceOf, type StatusWords, statusOf } from './cells.ts';
import { type Findings, named } from './findings.ts';
import { perStatus } from './pain002-totals.ts';
import { countOf, Texts } from './texts.ts';

/** Statuses of ISO 20022 that say what we ask. Any other means that somebody has to ask the bank. */
const statuses: StatusWords = new Map([
  ['ACSC', 'paid'],
  ['ACCC', 'paid'],
  ['RJCT', 'returned'],
  ['PDNG', 'pending'],
  ['ACTC', 'pending'],
  ['ACCP', 'pending'],
  ['ACSP', 'pending'],
  ['RCVD', 'pending'],
]);

const group = 'CstmrPmtStsRpt/OrgnlGrpInfAndSts';
const information = 'CstmrPmtStsRpt/OrgnlPmtInfAndSts';
const transaction = `${information}/TxInfAndSts`;

const reasons = ['StsRsnInf/Rsn/Cd', 'StsRsnInf/Rsn/Prtry'];
const amount = 'OrgnlTxRef/Amt/InstdAmt';
const ofGroup = new Set(['OrgnlMsgId', 'OrgnlMsgNmId', 'OrgnlNbOfTxs', 'OrgnlCtrlSum', 'GrpSts', ...reasons]);
const ofInformation = new Set(['PmtInfSts', ...reasons]);
const ofTransaction = new Set(['OrgnlEndToEndId', 'TxSts', amount, ...reasons]);

/** Rows of a customer payment status report (pain.002). */
export async function* pain002Rows(events: XmlFile['events'], findings: Findings): AsyncGenerator<BankResultRow> {
  const totals = perStatus(group, statuses, findings);
  let head = new Texts(group, ofGroup);
  let whole = new Texts(information, ofInformation);
  let one = new Texts(transaction, ofTransaction);
  let number = 0;
  let before = 0;
  for await (const lot of events) {
    for (const event of lot) {
      const at = `${event.is} ${event.path}`;
      if (at === `open ${group}`) head = new Texts(group, ofGroup);
      if (at === `open ${information}`) [whole, before] = [new Texts(information, ofInformation), number];
      if (at === `open ${transaction}`) [one, number] = [new Texts(transaction, ofTransaction), number + 1];
      totals.take(event);
      for (const texts of [head, whole, one]) texts.take(event);
      if (at === `close ${group}`) readHead(head, findings);
      if (at === `close ${information}` && number === before) demandNotRejected(whole, 'PmtInfSts', findings);
      if (at !== `close ${transaction}`) continue;
      const row = rowOf(one, whole.get('PmtInfSts') || head.get('GrpSts'), number, findings);
      if (!row) continue;
      totals.count(one.get('TxSts'), row.amountFen);
      yield findings.row(row);
    }
  }
  if (number === 0 && findings.faultCount === 0) demandNotRejected(head, 'GrpSts', findings);
  totals.demand();
}

/** Which order is answered. */
function readHead(texts: Texts, findings: Findings): void {
  const { head } = findings;
  const message = texts.get('OrgnlMsgNmId');
  if (!message.startsWith('pain.001'))
    findings.fault('bank-answer-other-order', {}, { found: shown(message) || '–', expected: 'pain.001' });
  const answered = shown(texts.get('OrgnlMsgId'));
  // Two reports in one.
  if (head.originalMessageId !== undefined && head.originalMessageId !== answered)
    findings.fault('bank-answer-other-order', {}, { found: answered || '–', expected: head.originalMessageId });
  head.originalMessageId ??= answered;
  const [count, sum] = [texts.get('OrgnlNbOfTxs'), texts.get('OrgnlCtrlSum')];
  const [statedCount, statedFen] = [countOf(count), fenOfYuan(sum)];
  if ((count && statedCount === null) || (sum && statedFen === null))
    findings.fault('bank-total-unfit', {}, named('OrgnlGrpInfAndSts'));
  head.originalCount = statedCount ?? undefined;
  head.originalTotalFen = statedFen ?? undefined;
}

/** That a bank refused the whole without naming anybody does not say whose money came back. */
function demandNotRejected(texts: Texts, status: string, findings: Findings): void {
  if (texts.get(status) !== 'RJCT') return;
  findings.fault('bank-group-rejected', {}, { reason: shown(texts.get(...reasons)) || 'RJCT' });
}

/** `group`: status of the whole that the transaction is a part of. */
function rowOf(texts: Texts, group: string, row: number, findings: Findings): BankResultRow | null {
  const ambiguous = texts.ambiguous(row, findings, reasons);
  const paymentId = referenceOf(texts.get('OrgnlEndToEndId'), row, findings);
  const said = texts.get('TxSts');
  const status = statusOf(statuses, said, row, findings);
  const ofAll = statuses.get(group) ?? 'pending';
  const contradicts = status !== null && ofAll !== 'pending' && ofAll !== status;
  if (contradicts) findings.fault('bank-group-contradicts', { row }, { status: said, group });
  const amountFen = amountOf(texts.fen(amount), row, findings);
  const reason = reasonOf(texts.get(...reasons), row, findings);
  if (ambiguous || contradicts || !paymentId || !status || amountFen === null || !reason) return null;
  return { row, paymentId, status, amountFen, ...reason };
}
