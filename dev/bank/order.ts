import { parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import sax from 'sax';

/** What a bank reads in a payment order, whatever form it has. */
export interface ReceivedOrder {
  /** Of pain.001; a CSV names none. */
  messageId: string | null;
  payments: { paymentId: string; amountFen: number; accountNumber: string }[];
}

/** Reads a payment order as a bank does: with code of its own, so that it and the writer's cannot be wrong together. */
export function readOrder(file: Uint8Array): ReceivedOrder {
  const text = Buffer.from(file).toString('utf8');
  if (text.startsWith('<?xml')) return readXml(text);
  return readCsv(text.startsWith('\uFEFF') ? text : iconv.decode(Buffer.from(file), 'gb18030'));
}

function readCsv(text: string): ReceivedOrder {
  const rows: Record<string, string>[] = parse(text, { bom: true, columns: true });
  return {
    messageId: null,
    payments: rows.map(({ paymentId = '', amountFen, accountNumber = '' }) => {
      return { paymentId, amountFen: Number(amountFen), accountNumber };
    }),
  };
}

function readXml(text: string): ReceivedOrder {
  const parser = sax.parser(true);
  const order: ReceivedOrder = { messageId: null, payments: [] };
  const path: string[] = [];
  let leaf = '';
  let payment = { paymentId: '', amountFen: 0, accountNumber: '' };
  parser.onopentag = ({ name }) => {
    path.push(name);
    leaf = '';
    if (name === 'CdtTrfTxInf') payment = { paymentId: '', amountFen: 0, accountNumber: '' };
  };
  parser.ontext = (more) => {
    leaf += more;
  };
  parser.onclosetag = (name) => {
    const at = path.join('/');
    path.pop();
    if (at.endsWith('GrpHdr/MsgId')) order.messageId = leaf;
    if (name === 'EndToEndId') payment.paymentId = leaf;
    if (name === 'InstdAmt') payment.amountFen = Number(leaf.replace('.', ''));
    if (at.endsWith('CdtrAcct/Id/Othr/Id')) payment.accountNumber = leaf;
    if (name === 'CdtTrfTxInf') order.payments.push(payment);
  };
  parser.write(text).close();
  return order;
}
