import { type AnswerColumn, answerColumnNames } from '../../../domain/money/bank-file.ts';
import { Problem } from '../../../domain/problem.ts';
import { shown, unreadable } from '../unreadable.ts';

const columnOf = new Map(
  (Object.entries(answerColumnNames) as [AnswerColumn, string][]).flatMap(([column, zh]) => [
    [column.toLowerCase(), column],
    [zh, column],
  ]),
);

/** Columns that only the payment order has. */
const ordering = ['accountname', 'accountnumber', 'purpose'];

/** Nobody reads more names of columns that do not belong there. */
const mostNamed = 20;

/** Which column stands where. @throws Problem `bank-file-unreadable` naming every wrong column, or `bank-file-is-order` */
export function answerColumns(header: readonly string[]): AnswerColumn[] {
  // (元) may have been typed in wide characters.
  const plain = header.map((cell) => cell.normalize('NFKC').toLowerCase().replaceAll(' ', ''));
  const columns = plain.map((name) => columnOf.get(name));
  if (!columns.includes('status') && ordering.every((name) => plain.includes(name)))
    throw new Problem('bank-file-is-order');
  const nth = header.map((cell, i) => ({
    zh: `第 ${i + 1} 列“${shown(cell)}”`,
    en: `column ${i + 1} “${shown(cell)}”`,
  }));
  const wrong = [
    { zh: '缺少', en: 'missing', what: missing(columns) },
    { zh: '不认识', en: 'not known', what: nth.filter((_, i) => !columns[i]) },
    { zh: '重复', en: 'given twice', what: nth.filter((_, i) => columns[i] && columns.indexOf(columns[i]) < i) },
  ].filter(({ what }) => what.length > 0);
  if (wrong.length > 0)
    throw unreadable('bank-columns-unfit', {
      zh: wrong.map(({ zh, what }) => `${zh} ${listed(what, 'zh', '、')}`).join('；'),
      en: wrong.map(({ en, what }) => `${en}: ${listed(what, 'en', ', ')}`).join('; '),
    });
  return columns as AnswerColumn[];
}

interface Told {
  zh: string;
  en: string;
}

const listed = (all: readonly Told[], language: keyof Told, comma: string) =>
  [...all.slice(0, mostNamed).map((one) => one[language]), ...(all.length > mostNamed ? ['…'] : [])].join(comma);

function missing(columns: readonly (AnswerColumn | undefined)[]): Told[] {
  const one = (column: AnswerColumn) => ({ zh: `${column}（${answerColumnNames[column]}）`, en: column });
  const lacking = (['paymentId', 'status'] as const).filter((column) => !columns.includes(column)).map(one);
  if (columns.includes('amountFen') || columns.includes('amountYuan')) return lacking;
  const [fen, yuan] = [one('amountFen'), one('amountYuan')];
  return [...lacking, { zh: `${fen.zh}或 ${yuan.zh}`, en: `${fen.en} or ${yuan.en}` }];
}
