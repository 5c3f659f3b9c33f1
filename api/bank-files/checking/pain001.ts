import type { BankAccount } from '../../../domain/money/bank-account.ts';
import type { BankOrder, OrderedPayment } from '../../../domain/money/bank-file.ts';
import { decimalYuan } from '../../../domain/money/yuan.ts';
import { Problem } from '../../../domain/problem.ts';
import { messageIdOf } from '../message-id.ts';
import { pieces } from '../pieces.ts';
import { counted } from '../totals.ts';
import { isCnapsCode, pain001Namespace } from '../writing/pain001.ts';
import { openXml, type XmlFile } from '../xml/events.ts';
import { BankFileDiffers, demandSame, sideBySide } from './differs.ts';
import { walk } from './pain001-grammar.ts';

/** Texts by their path below one element; the currency stands before an amount. */
type Texts = Map<string, string>;

/** Reads a pain.001 order as a bank would: its structure against the standard, each text against the order. @throws BankFileDiffers */
export async function checkPain001(
  order: BankOrder,
  payments: AsyncIterable<OrderedPayment>,
  content: AsyncIterable<Uint8Array>,
): Promise<void> {
  try {
    const { root, events } = await openXml(declared(content));
    demandSame('the namespace', root.namespace, pain001Namespace);
    demandSame('the root', root.name, 'Document');
    const head: Texts = new Map();
    for await (const [payment, found, row] of sideBySide(counted(order, payments), transactions(events, head)))
      demandTexts(`transaction ${row}`, found, textsOf(payment));
    demandTexts('the head', head, headOf(order));
  } catch (error) {
    const unreadable = error instanceof Problem && error.code === 'bank-file-unreadable';
    throw unreadable ? new BankFileDiffers(error.errors[0]?.messages.en) : error;
  }
}

/** A reader may skip a declaration that it does not understand; the bank’s may not. */
async function* declared(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let first = true;
  for await (const piece of pieces(content, declaration.length)) {
    if (first)
      demandSame('the declaration', Buffer.from(piece.subarray(0, declaration.length)).toString(), declaration);
    first = false;
    yield piece;
  }
}

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
const transaction = 'CstmrCdtTrfInitn/PmtInf/CdtTrfTxInf';

/** The transactions of the file; everything else goes into `head`. */
async function* transactions(events: XmlFile['events'], head: Texts): AsyncGenerator<Texts> {
  const way = walk();
  const demand = (fault: string | null) => {
    if (fault) throw new BankFileDiffers(fault);
  };
  let texts = head;
  for await (const lot of events) {
    for (const { is, path, text, attributes } of lot) {
      if (is === 'open') {
        demand(way.opened(path));
        if (path === transaction) texts = new Map();
        continue;
      }
      demand(way.closed());
      if (path === transaction) {
        yield texts;
        texts = head;
      } else if (text !== undefined) {
        const below = texts === head ? path : path.slice(transaction.length + 1);
        const currency = attributes.get('Ccy');
        texts.set(below, currency ? `${currency} ${text}` : text);
      }
    }
  }
}

function demandTexts(where: string, found: Texts, expected: Record<string, string>): void {
  for (const [path, text] of Object.entries(expected)) demandSame(`${where}, ${path},`, found.get(path), text);
  const more = [...found.keys()].find((path) => expected[path] === undefined);
  if (more) throw new BankFileDiffers(`${where} has ${more}, which was not ordered`);
}

function textsOf(payment: OrderedPayment): Record<string, string> {
  return {
    'PmtId/EndToEndId': payment.paymentId,
    'Amt/InstdAmt': `CNY ${decimalYuan(payment.amountFen)}`,
    ...bankTexts('CdtrAgt', payment),
    'Cdtr/Nm': payment.accountName,
    'CdtrAcct/Id/Othr/Id': payment.accountNumber,
    'RmtInf/Ustrd': payment.purpose,
  };
}

function headOf({ batchId, createdAt, count, totalFen, debtor: { name, account } }: BankOrder): Record<string, string> {
  if (!account) throw new BankFileDiffers('the order names no account to pay from');
  const below = (name: string, texts: Record<string, string>) =>
    Object.entries(texts).map(([path, text]) => [`CstmrCdtTrfInitn/${name}/${path}`, text]);
  const totals = { NbOfTxs: String(count), CtrlSum: decimalYuan(totalFen) };
  return Object.fromEntries([
    ...below('GrpHdr', { MsgId: messageIdOf(batchId), CreDtTm: createdAt, ...totals, 'InitgPty/Nm': name }),
    ...below('PmtInf', {
      PmtInfId: messageIdOf(batchId),
      PmtMtd: 'TRF',
      BtchBookg: 'true',
      ...totals,
      'ReqdExctnDt/Dt': createdAt.slice(0, 10),
      'Dbtr/Nm': account.accountName,
      'DbtrAcct/Id/Othr/Id': account.accountNumber,
      'DbtrAcct/Ccy': 'CNY',
      ...bankTexts('DbtrAgt', account),
    }),
  ]);
}

function bankTexts(agent: string, { bankName, bankCode }: BankAccount): Record<string, string> {
  const at = `${agent}/FinInstnId`;
  const member = { [`${at}/ClrSysMmbId/ClrSysId/Cd`]: 'CNAPS', [`${at}/ClrSysMmbId/MmbId`]: bankCode ?? '' };
  if (!bankCode) return { [`${at}/Nm`]: bankName };
  return { [`${at}/Nm`]: bankName, ...(isCnapsCode(bankCode) ? member : { [`${at}/Othr/Id`]: bankCode }) };
}
