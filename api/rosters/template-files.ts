import writeXlsxFile from 'write-excel-file/node';
import type { TemplateColumn } from './template-columns.ts';

/** As many people as a roster may have. */
const lastRow = 100_001;

/** A CSV file has one row of titles: what a column takes stands behind its title in brackets, which whoever reads it leaves out. */
export const csvTemplate = (columns: readonly TemplateColumn[]): string =>
  `\uFEFF${columns.map(({ title, choices }) => (choices.length > 0 ? `${title}（${choices.join('、')}）` : title)).join()}\r\n`;

/** A workbook to fill in: lists to choose from, and a second sheet that explains every column. */
export async function xlsxTemplate(columns: readonly TemplateColumn[]): Promise<Uint8Array<ArrayBuffer>> {
  const bold = (value: string) => ({ value, type: String, fontWeight: 'bold' as const });
  const plain = (value: string) => ({ value, type: String });
  const explained = columns.map(({ title, required, content, example }) =>
    [title, required ? '是' : '否', content, example].map(plain),
  );
  const sheets = [
    {
      data: [columns.map(({ title }) => bold(title))],
      sheet: '名册',
      columns: columns.map(() => ({ width: 22 })),
      stickyRowsCount: 1,
    },
    {
      data: [['栏目', '必填', '填写内容', '示例'].map(bold), ...explained],
      sheet: '填写说明',
      columns: [22, 8, 80, 26].map((width) => ({ width })),
    },
  ];
  const lists = {
    insert: (_: unknown, { sheetIndex }: { sheetIndex: number }) => (sheetIndex === 0 ? listsOf(columns) : undefined),
  };
  const features = [{ files: { transform: { 'xl/worksheets/sheet{id}.xml': lists } } }];
  return new Uint8Array(await writeXlsxFile(sheets, { features }).toBuffer());
}

/** The lists from which cells are chosen; our own words, which need no escaping. */
function listsOf(columns: readonly TemplateColumn[]): string | undefined {
  const lists = columns.flatMap(({ choices }, i) => {
    if (choices.length === 0) return [];
    const letter = String.fromCharCode(65 + i);
    const range = `${letter}2:${letter}${lastRow}`;
    const attributes = `type="list" allowBlank="1" showErrorMessage="1" errorStyle="warning" sqref="${range}"`;
    return [`<dataValidation ${attributes}><formula1>"${choices.join()}"</formula1></dataValidation>`];
  });
  return lists.length > 0 ? `<dataValidations count="${lists.length}">${lists.join('')}</dataValidations>` : undefined;
}
