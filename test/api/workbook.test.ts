import { readSheet } from 'read-excel-file/node';
import { expect, test } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { roomForOne } from '../../api/rosters/workbook/room.ts';
import { xlsxTable } from '../../api/rosters/xlsx.ts';
import { Problem } from '../../domain/problem.ts';
import { workbook, zip } from './support/xlsx.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

async function rowsOf(file: Uint8Array): Promise<unknown[][]> {
  const rows: unknown[][] = [];
  for await (const row of xlsxTable(Buffer.from(file))) rows.push(row);
  return rows;
}

const sheet = (rows: string, parts?: Record<string, string>) =>
  workbook([], `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`, parts);
const cellsOf = async (cells: string, parts?: Record<string, string>) =>
  (await rowsOf(sheet(`<row r="1">${cells}</row>`, parts)))[0];
const refusal = async (file: Buffer) => {
  const error = await rowsOf(file).catch((one) => one);
  expect(error).toBeInstanceOf(Problem);
  return (error as Problem).code;
};
const text = (at: string, words = 'x') => `<c r="${at}" t="inlineStr"><is><t>${words}</t></is></c>`;

const strings = (...items: string[]) => ({
  'xl/sharedStrings.xml': `<sst xmlns="${main}">${items.map((item) => `<si>${item}</si>`).join('')}</sst>`,
});
const styles = (...codes: string[]) => ({
  'xl/styles.xml': `<styleSheet xmlns="${main}"><numFmts>${codes
    .map((code, i) => `<numFmt numFmtId="${164 + i}" formatCode="${code.replaceAll('"', '&quot;')}"/>`)
    .join(
      '',
    )}</numFmts><cellStyleXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${codes
    .map((_, i) => `<xf numFmtId="${164 + i}" xfId="0"/>`)
    .join('')}<xf numFmtId="14"/><xf xfId="1"/></cellXfs></styleSheet>`,
});

test('texts: shared or not, in runs, without how they are pronounced, with what XML has no place for', async () => {
  const shared = strings(
    '<t>姓名</t>',
    '<r><rPr><b/></rPr><t xml:space="preserve">富 </t></r><r><t>文本</t></r>',
    '<t>陳</t><rPh sb="0" eb="1"><t>チン</t></rPh><phoneticPr fontId="1"/>',
    '<t>a_x000A_b_x005F_x0041_ R&amp;D &#20013;&#x4e2d;&#x20BB7;</t>',
    '<t/>',
  );
  const numbers = [0, 1, 2, 3, 4].map((no, i) => `<c r="${'ABCDE'[i]}1" t="s"><v>${no}</v></c>`).join('');
  const inline = `<c r="F1" t="inlineStr"><is><r><t> 行</t></r><r><t>内 </t></r><rPh><t>x</t></rPh></is></c>`;
  expect(await cellsOf(numbers + inline, shared)).toEqual([
    ...['姓名', '富 文本', '陳', 'a\nb_x0041_ R&D 中中𠮷'],
    ...[null, '行内'],
  ]);
});

test('numbers, truth, formulas by what they came to, and errors, which are nothing', async () => {
  const cells =
    '<c r="A1"><v>1.5E3</v></c><c r="B1" t="b"><v>1</v></c><c r="C1" t="b"><v>0</v></c><c r="D1" t="str"><f>A1</f><v> 甲 </v></c>' +
    '<c r="E1"><f>1+1</f><v>2</v></c><c r="F1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="G1"><f>A1</f></c><c r="H1" t="d"><v>2020-03-02</v></c>';
  expect(await cellsOf(cells)).toEqual([1500, true, false, '甲', 2, null, null, new Date('2020-03-02')]);
});

const date = new Date('2020-03-02T12:00:00Z');

test.each([
  ['yyyy-mm-dd', date],
  ['yyyy"年"m"月"d"日";@', date],
  ['[$-804]yyyy/m/d', date],
  ['[DBNum1][$-804]yyyy"年"m"月"', date],
  ['h:mm:ss AM/PM', date],
  ['[h]:mm:ss.00', date],
  ['[<45000]"until "yyyy;0', date],
  ['General', 43892.5],
  ['0.00', 43892.5],
  ['#,##0.00_);[Red](#,##0.00)', 43892.5],
  ['0.00\\m', 43892.5],
  ['"d"0', 43892.5],
  ['@', 43892.5],
  ['y'.repeat(300), 43892.5],
])('a number in the format %s', async (code, value) => {
  expect(await cellsOf('<c r="A1" s="1"><v>43892.5</v></c>', styles(code))).toEqual([value]);
});

test('a day by a format of the program’s own, by that of the base style, and counted from 1904', async () => {
  const cells = '<c r="A1" s="1"><v>43892.5</v></c><c r="B1" s="2"><v>43892.5</v></c>';
  expect(await cellsOf(cells, styles())).toEqual([date, date]);
  const from1904 = `<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr date1904="true"/><sheets><sheet name="a" r:id="r1"/></sheets></workbook>`;
  const moved = { ...styles(), 'xl/workbook.xml': from1904 };
  expect(await cellsOf('<c r="A1" s="1"><v>42430.5</v></c>', moved)).toEqual([date]);
});

test('a style without a format has that of its base: the first too, one of the file too, and none where it names no base', async () => {
  const parts = {
    'xl/styles.xml': `<styleSheet xmlns="${main}"><numFmts><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/></numFmts><cellStyleXfs><xf numFmtId="14"/><xf numFmtId="164"/></cellStyleXfs><cellXfs><xf xfId="0"/><xf xfId="1"/><xf/><xf xfId="7"/></cellXfs></styleSheet>`,
  };
  const cells = [0, 1, 2, 3].map((style, i) => `<c r="${'ABCD'[i]}1" s="${style}"><v>43892.5</v></c>`).join('');
  expect(await cellsOf(cells, parts)).toEqual([date, date, 43892.5, 43892.5]);
});

test('moments are those that were typed, at every hour and minute, and by a program that writes them as dates of no zone', async () => {
  const minutes = Array.from({ length: 24 * 4 }, (_, i) => i * 15);
  const serials = minutes.map((minute) => 43892 + minute / 1440);
  const cells = (of: readonly number[], digits: (serial: number) => string) =>
    of.map((serial, i) => `<row r="${i + 1}"><c r="A${i + 1}" s="1"><v>${digits(serial)}</v></c></row>`).join('');
  const moments = minutes.map((minute) => [new Date(Date.UTC(2020, 2, 2, 0, minute))]);
  for (const digits of [String, (serial: number) => serial.toPrecision(15)])
    expect(await rowsOf(sheet(cells(serials, digits), styles()))).toEqual(moments);
  const of = (value: string) => cellsOf(`<c r="A1" t="d"><v>${value}</v></c>`);
  expect(await of('2020-03-02T19:00:00')).toEqual([new Date('2020-03-02T19:00:00Z')]);
  expect(await of('2020-03-02T19:00:00.000Z')).toEqual([new Date('2020-03-02T19:00:00Z')]);
});

test('cells that do not say where they stand are the next, of a row that does not either', async () => {
  const rows = '<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/><row><c r="B3"><v>2</v></c><c><v>3</v></c></row>';
  expect(await rowsOf(sheet(rows))).toEqual([[1, null, 3], [], [null, 2, 3]]);
});

test('a cell of another row is refused, and gives no room back', async () => {
  const wrong = rowsOf(sheet(`<row r="1">${text('A1')}${text('A2')}</row>`));
  await expect(wrong).rejects.toMatchObject({ code: 'roster-unreadable' });
  const take = roomForOne();
  for (const bytes of [-1, Number.NaN]) expect(() => take(bytes)).toThrow();
});

test('cells and rows stand where their references say; what is empty keeps its place, but not at the end', async () => {
  const rows = `<row r="2">${text('C2')}<c r="D2"/></row><row/><row>${text('A5')}</row><row r="6"><c r="A6" s="0"/></row><row r="9"/>`;
  expect(await rowsOf(sheet(rows))).toEqual([[], [null, null, 'x'], [], [], ['x']]);
  expect((await cellsOf(`${text('AA1')}${text('XFD1')}`))?.length).toBe(16_384);
});

test('a cell in the last row of a sheet brings no million empty rows', async () => {
  const far = (row: number) => rowsOf(sheet(`<row r="1">${text('A1')}</row><row r="${row}">${text(`A${row}`)}</row>`));
  expect(await far(1_048_576)).toEqual([['x'], ['x']]);
  expect(await far(3)).toEqual([['x'], [], ['x']]);
  expect(await far(1_002)).toHaveLength(1_002);
  expect(await far(1_003)).toHaveLength(2);
});

test('the first sheet is that of the workbook, wherever the relations put it', async () => {
  const relations = [
    `<Relationship Id="b" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/>`,
    '<Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet" Target="/xl/other.xml"/>',
  ];
  const file = workbook([['the second']], undefined, {
    'xl/workbook.xml': `<x:workbook xmlns:x="${main}" xmlns:n="${office}"><x:sheets><x:sheet name="1" n:id="a"/><x:sheet name="2" n:id="b"/></x:sheets></x:workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relations.join('')}</Relationships>`,
    'xl/other.xml': `\uFEFF<x:worksheet xmlns:x="${main}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
  });
  expect(await rowsOf(file)).toEqual([[1]]);
});

test('parts may be stored as they are', async () => {
  const relation = `<Relationship Id="a" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/>`;
  const rows = Array.from({ length: 3_000 }, (_, i) => `<row r="${i + 1}"><c r="A${i + 1}"><v>${i}</v></c></row>`);
  const parts = {
    'xl/workbook.xml': '<workbook><sheets><sheet name="1" id="a"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': `<Relationships>${relation}</Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`,
  };
  expect((await rowsOf(zip(parts, 'stored'))).flat()).toEqual(rows.map((_, i) => i));
});

test('a workbook as programs write it says what another reader reads', async () => {
  const data = Array.from({ length: 2_000 }, (_, i) => [
    { value: `学员 <${i}> & "${'长'.repeat(i % 50)}"` },
    i % 3 === 0 ? null : { value: i / 8 },
    { value: new Date(Date.UTC(2020, 0, i)), format: 'yyyy-mm-dd' },
    { value: i % 2 === 0 },
  ]);
  const file = await writeXlsxFile(data).toBuffer();
  const rows = await rowsOf(file);
  expect(rows).toHaveLength(2_000);
  expect(rows).toEqual(await readSheet(Buffer.from(file)));
});

test.each([
  ['a string that is not there', '<c r="A1" t="s"><v>0</v></c>'],
  ['a style that is not there', '<c r="A1" s="7"><v>1</v></c>'],
  ['a number that is none', '<c r="A1"><v>x</v></c>'],
  ['a truth that is none', '<c r="A1" t="b"><v>x</v></c>'],
  ['a day that is none', '<c r="A1" t="d"><v>x</v></c>'],
  ['a kind that nobody knows', '<c r="A1" t="x"><v>1</v></c>'],
  ['cells that go back', `${text('B1')}${text('A1')}`],
  ['a cell beyond the last column', text('XFE1')],
  ['tags that cross', '<c r="A1"><v>1</c></v>'],
  ['text that is no XML', text('A1', 'R&D')],
  ['more in a row than people fill in', `${text('A1', 'x'.repeat(40_000))}${text('B1', 'x'.repeat(40_000))}`],
])('%s makes a workbook unreadable', async (_, cells) => {
  expect(await refusal(sheet(`<row r="1">${cells}</row>`))).toBe('roster-unreadable');
});

test.each([
  ['a sheet without rows', workbook([], `<worksheet xmlns="${main}"/>`)],
  ['a sheet that breaks off', workbook([], `<worksheet xmlns="${main}"><sheetData><row r="1">${text('A1')}</row>`)],
  ['no sheet', workbook([], '', { 'xl/workbook.xml': '<workbook/>' })],
  ['empty relations', workbook([], '', { 'xl/_rels/workbook.xml.rels': '' })],
  ['styles that break off', workbook([['x']], undefined, { 'xl/styles.xml': '<styleSheet>' })],
  ['no archive', Buffer.from('PK nothing')],
  ['an archive beyond 4 GiB, or that says so', beyond(workbook([['x']]))],
])('%s: unreadable', async (_, file) => {
  expect(await refusal(file)).toBe('roster-unreadable');
});

/** The places of its parts stand elsewhere, as in ZIP64. */
function beyond(archive: Buffer): Buffer {
  const copy = Buffer.from(archive);
  const entry = Buffer.from('PK\x01\x02', 'latin1');
  for (let at = copy.indexOf(entry); at >= 0; at = copy.indexOf(entry, at + 4)) copy.writeUInt32LE(0xffffffff, at + 42);
  return copy;
}

test('rows come while the rest is packed, others get their turn, and whoever stops reads no further', async () => {
  const file = workbook(Array.from({ length: 20_000 }, (_, i) => [`学员${i}`, `${Math.sin(i)}`]));
  let turns = 0;
  const others = setInterval(() => {
    turns += 1;
  }, 0);
  const shares: number[] = [];
  let rows = 0;
  for await (const _ of xlsxTable(file, (share) => shares.push(share))) if (++rows === 10_000) break;
  clearInterval(others);
  expect(turns).toBeGreaterThan(10);
  expect(shares.at(-1)).toBeGreaterThan(0.3);
  expect(shares.at(-1)).toBeLessThan(0.7);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
});
