import type { BankResultRow } from '../../../domain/money/bank-file.ts';
import type { XmlFile } from '../xml/events.ts';
import { ofStatements } from './camt053-totals.ts';
import { amountOf, reasonOf, referenceOf, type StatusWords, statusOf } from './cells.ts';
import { type Findings, named } from './findings.ts';
import { Texts } from './texts.ts';

/** What direction and status of a booking mean for a payment of ours: money that went out, or came back. */
const meanings: StatusWords = new Map([
  ['DBIT BOOK', 'paid'],
  ['DBIT PDNG', 'pending'],
  ['DBIT FUTR', 'pending'],
  ['CRDT BOOK', 'returned'],
  ['CRDT PDNG', 'pending'],
  ['CRDT FUTR', 'pending'],
]);

const statement = 'BkToCstmrStmt/Stmt';
const entry = `${statement}/Ntry`;
const detail = `${entry}/NtryDtls/TxDtls`;

const ofEntry = new Set(['Amt', 'CdtDbtInd', 'RvslInd', 'Sts', 'Sts/Cd']);
const reasons = ['RtrInf/Rsn/Cd', 'RtrInf/Rsn/Prtry'];
const amounts = ['Amt', 'AmtDtls/TxAmt/Amt', 'AmtDtls/InstdAmt/Amt'];
const ofDetail = new Set(['Refs/EndToEndId', 'CdtDbtInd', 'RtrInf', ...reasons, ...amounts]);

/** An entry of the statement while it is read: one transaction or a batch of them. */
interface Entry {
  texts: Texts;
  details: number;
  /** Sum of the details, debits above zero. */
  fen: number;
  /** A detail without an amount of its own: the entry's, if it is the only one. */
  bare: Texts | null;
}

/** Rows of a bank-to-customer statement (camt.053): every movement in it has to be of a payment of ours. */
export async function* camt053Rows(events: XmlFile['events'], findings: Findings): AsyncGenerator<BankResultRow> {
  const totals = ofStatements(statement, findings);
  const begin = (): Entry => ({ texts: new Texts(entry, ofEntry), details: 0, fen: 0, bare: null });
  let all = begin();
  let one = new Texts(detail, ofDetail);
  let number = 0;
  for await (const lot of events) {
    for (const event of lot) {
      const at = `${event.is} ${event.path}`;
      if (at === `open ${entry}`) all = begin();
      if (at === `open ${detail}`) one = new Texts(detail, ofDetail);
      for (const texts of [all.texts, one]) texts.take(event);
      totals.take(event);
      if (at === `close ${detail}`) {
        number += 1;
        all.details += 1;
        const own = amounts.some((path) => one.has(path));
        if (!own && all.details === 1) all.bare = one;
        else yield* passed(rowOf(all, one, one.fen(...amounts), number, findings), findings);
      }
      if (at !== `close ${entry}`) continue;
      const fen = all.texts.fen('Amt');
      if (all.details === 0) number += 1;
      if (all.bare)
        yield* passed(
          rowOf(all, all.bare, all.details === 1 ? fen : null, number - all.details + 1, findings),
          findings,
        );
      closeEntry(all, fen, number, findings);
      totals.count(all.texts.get('CdtDbtInd'), fen ?? 0);
    }
  }
}

function* passed(row: BankResultRow | null, findings: Findings): Generator<BankResultRow> {
  if (row) yield findings.row(row);
}

/** The details of an entry make up its amount. */
function closeEntry({ texts, details, fen }: Entry, stated: number | null, row: number, findings: Findings): void {
  if (texts.ambiguous(row, findings)) return;
  if (details === 0) return void findings.fault('bank-entry-without-reference', { row });
  if (stated === null) return void findings.fault('bank-amount-unfit', { row });
  const foundFen = texts.get('CdtDbtInd') === 'DBIT' ? fen : -fen;
  if (stated === foundFen || !findings.isReadFrom(row - details + 1)) return;
  findings.fault('bank-total-differs', { row }, { ...named('Ntry/Amt'), statedFen: stated, foundFen });
}

function rowOf(all: Entry, texts: Texts, fen: number | null, row: number, findings: Findings): BankResultRow | null {
  const ambiguous = texts.ambiguous(row, findings);
  const reference = texts.get('Refs/EndToEndId');
  const others = reference === '' || reference === 'NOTPROVIDED';
  if (others) findings.fault('bank-entry-without-reference', { row });
  const paymentId = others ? null : referenceOf(reference, row, findings);
  const direction = texts.get('CdtDbtInd') || all.texts.get('CdtDbtInd');
  const said = `${direction} ${all.texts.get('Sts/Cd', 'Sts')}`;
  const status = statusOf(meanings, said, row, findings);
  const back = texts.has('RtrInf') || /^(true|1)$/.test(all.texts.get('RvslInd'));
  const contradicts = direction === 'DBIT' && back;
  if (contradicts) findings.fault('bank-entry-contradictory', { row });
  const amountFen = amountOf(fen, row, findings);
  all.fen += (amountFen ?? 0) * (direction === 'DBIT' ? 1 : -1);
  const reason = reasonOf(texts.get(...reasons), row, findings);
  if (ambiguous || contradicts || !paymentId || !status || amountFen === null || !reason) return null;
  return { row, paymentId, status, amountFen, ...reason };
}
