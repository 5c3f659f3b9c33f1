import type { BankAnswerHead, BankResultRow } from '../../../domain/money/bank-file.ts';
import { type Fault, Problem } from '../../../domain/problem.ts';
import { shown, unreadable } from '../unreadable.ts';
import { openXml, type XmlFile } from '../xml/events.ts';
import { camt053Rows } from './camt053.ts';
import type { Charset } from './charset.ts';
import { csvRows } from './csv.ts';
import { csvCells } from './csv-cells.ts';
import { answerColumns } from './csv-header.ts';
import { Findings } from './findings.ts';
import { pain002Rows } from './pain002.ts';

export interface BankAnswer {
  format: BankAnswerHead['format'];
  /** The rows that could be read, in their order and once; to be taken to the end. @throws Problem `bank-file-unreadable` where the file breaks off */
  rows: AsyncIterable<BankResultRow>;
  /** After the last row: what the whole says. */
  outcome(): BankAnswerOutcome;
}

export interface BankAnswerOutcome {
  head: BankAnswerHead;
  /** Rows passed on, and the sum of their amounts whatever their status. */
  rows: number;
  totalFen: number;
  /** The first 50; any fault refuses the whole file. Where a row is concerned, it is named. */
  faults: Fault[];
  faultCount: number;
}

const csvTypes = ['text/csv', 'application/csv'];
const xmlTypes = ['application/xml', 'text/xml'];
export const bankAnswerTypes = [...csvTypes, ...xmlTypes] as const;

/**
 * Reads a bank's answer, streaming and in bounded memory: CSV, pain.002 or camt.053. It knows no batch: whether payments, amounts and
 * the order are ours is asked by who does (`answerFaults`, and row by row); so is whether a payment occurs twice.
 * @throws Problem `unsupported-media-type`, `bank-file-unreadable` with the reason, `bank-file-is-order`
 */
export async function readBankAnswer(contentType: string, content: AsyncIterable<Uint8Array>): Promise<BankAnswer> {
  const type = contentType.split(';')[0]!.trim().toLowerCase();
  if (csvTypes.includes(type)) return readCsv(content, charsetIn(contentType));
  if (xmlTypes.includes(type)) return readXml(content);
  throw new Problem('unsupported-media-type', { allowed: bankAnswerTypes.join(', ') });
}

async function readCsv(content: AsyncIterable<Uint8Array>, charset: Charset | undefined): Promise<BankAnswer> {
  const table = csvCells(content, charset);
  const findings = new Findings('csv');
  try {
    const { value: header, done } = await table.next();
    if (done) throw unreadable('bank-file-empty');
    return answer(findings, csvRows(table, answerColumns(header), findings));
  } catch (error) {
    await table.return(undefined);
    throw error;
  }
}

const messages = { 'pain.002': pain002Rows, 'camt.053': camt053Rows };

async function readXml(content: AsyncIterable<Uint8Array>): Promise<BankAnswer> {
  const { root, events, close } = await openXml(content);
  try {
    const message = messageIn(root);
    const findings = new Findings(message);
    return answer(findings, messages[message](events, findings));
  } catch (error) {
    await close();
    throw error;
  }
}

/** Any version of a message whose first and third figure we know: what we read of it has not changed between them. */
function messageIn({ name, namespace }: XmlFile['root']): keyof typeof messages {
  const [, message] = /^urn:iso:std:iso:20022:tech:xsd:(\w+\.\d+)\.001\.\d\d$/.exec(namespace) ?? [];
  if (name === 'Document' && message === 'pain.001') throw new Problem('bank-file-is-order');
  if (name === 'Document' && (message === 'pain.002' || message === 'camt.053')) return message;
  const expected = 'pain.002.001 / camt.053.001';
  throw unreadable('bank-xml-root', { found: shown(`${name} ${namespace}`, 100), expected });
}

function answer(findings: Findings, rows: AsyncIterable<BankResultRow>): BankAnswer {
  const { head } = findings;
  return {
    format: head.format,
    rows: notEmpty(rows, findings),
    outcome: () => ({
      head,
      rows: findings.rows,
      totalFen: findings.totalFen,
      faults: findings.faults,
      faultCount: findings.faultCount,
    }),
  };
}

/** A file that says nothing of any payment is the wrong one. */
async function* notEmpty(rows: AsyncIterable<BankResultRow>, findings: Findings): AsyncGenerator<BankResultRow> {
  yield* rows;
  if (findings.rows === 0 && findings.faultCount === 0) findings.fault('bank-file-empty');
}

/** The caller may say it; what nobody knows is refused. */
function charsetIn(contentType: string): Charset | undefined {
  const said = /;\s*charset\s*=\s*"?([\w-]+)"?/i.exec(contentType)?.[1]?.toLowerCase();
  if (said === undefined) return undefined;
  if (/^(gb18030|gbk|gb2312)$/.test(said)) return 'gb18030';
  if (/^utf-?8$/.test(said)) return 'utf-8';
  throw unreadable('bank-file-charset');
}
