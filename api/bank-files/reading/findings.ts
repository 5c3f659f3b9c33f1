import type { Code, MessageParams } from '../../../domain/messages/index.ts';
import type { BankAnswerHead, BankResultRow } from '../../../domain/money/bank-file.ts';
import { type Fault, fault } from '../../../domain/problem.ts';
import { mostFaults } from '../unreadable.ts';

/** A part of a message: its name in the standard is the same in both languages. */
export const named = (name: string) => ({ zh: name, en: name });

/** What a reader has found so far. Whatever the size of the file, this stays small. */
export class Findings {
  readonly head: BankAnswerHead;
  rows = 0;
  totalFen = 0;
  faults: Fault[] = [];
  faultCount = 0;
  /** The last row that could not be read. */
  #unread = 0;

  constructor(format: BankAnswerHead['format']) {
    this.head = { format };
  }

  fault(code: Code, at: { row?: number; path?: string } = {}, params: MessageParams = {}): null {
    this.faultCount += 1;
    if (at.row !== undefined) this.#unread = at.row;
    if (this.faults.length < mostFaults) this.faults.push(fault(code, at, params));
    return null;
  }

  /** A row that could be read: counted, and passed on. */
  row(row: BankResultRow): BankResultRow {
    this.rows += 1;
    this.totalFen += row.amountFen;
    return row;
  }

  /** Whether every row from this one on could be read: else what is stated of them cannot be compared, and their faults say enough. */
  isReadFrom(row: number): boolean {
    return this.#unread < row;
  }

  /** The file states a figure about its own parts. */
  demandCount(of: { zh: string; en: string }, stated: number, found: number): void {
    if (stated !== found && this.isReadFrom(1)) this.fault('bank-count-differs', {}, { ...of, stated, found });
  }

  demandTotal(of: { zh: string; en: string }, statedFen: number, foundFen: number): void {
    if (statedFen !== foundFen && this.isReadFrom(1))
      this.fault('bank-total-differs', {}, { ...of, statedFen, foundFen });
  }
}
