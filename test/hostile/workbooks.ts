import { xlsxType } from '../../api/rosters/read.ts';
import { workbook, zip } from '../api/support/xlsx.ts';
import type { HostileFile } from './corpus.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const sheet = (rows: string) => `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`;
const cell = (at: string, text = 'x') => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
const MiB = 1024 * 1024;

export function workbookCorpus(): HostileFile[] {
  const of = (name: string, content: Buffer, answer: string): HostileFile => ({
    ...{ name: `xlsx/${name}`, to: 'roster', contentType: xlsxType, content, answer },
  });
  const good = workbook([['姓名'], ['陈海涛']]);
  return [
    of('bomb-of-blanks', workbook([], `<worksheet>${' '.repeat(100 * MiB)}</worksheet>`), 'roster-unpacks-too-large'),
    // Of parts that are none of a workbook nothing is unpacked.
    of('bomb-of-many-parts', zip(manyParts(100, MiB)), 'roster-unreadable'),
    of('bomb-of-overlapping-parts', overlapping(), 'roster-unreadable'),
    of('bomb-of-strings', workbook([], sheet(''), strings('<si/>'.repeat(19 * MiB))), 'roster-unpacks-too-large'),
    of('bomb-of-styles', workbook([], sheet(''), styles('<xf/>'.repeat(19 * MiB))), 'roster-unpacks-too-large'),
    of('one-string-in-every-row', repeated(), 'roster-unpacks-too-large'),
    of('one-endless-text', workbook([], sheet(row(2, cell('A2', 'x'.repeat(50 * MiB))))), 'roster-unreadable'),
    of('one-endless-attribute', workbook([], `<worksheet a="${'x'.repeat(50 * MiB)}">`), 'roster-unreadable'),
    of('bomb-of-nested-attributes', workbook([], nested(90, longAttributes(100, 9_800))), 'roster-unreadable'),
    of('bomb-of-nested-names', workbook([], nested(90, '', 'x'.repeat(60_000))), 'roster-unreadable'),
    of('attributes-without-end', workbook([], `<worksheet${attributes(1_000_000)}>`), 'roster-unreadable'),
    of('attribute-called-hasOwnProperty', workbook([], '<worksheet hasOwnProperty="1" a="2">'), 'roster-unreadable'),
    of('twenty-thousand-parts', zip(manyParts(20_000, 1)), 'roster-unreadable'),
    of(
      'row-four-billion',
      workbook([], sheet(`<row r="4000000000">${cell('A4000000000')}</row>`)),
      'roster-unpacks-too-large',
    ),
    of('column-beyond-the-last', workbook([], sheet(row(1, cell('ZZZZZZZ1')))), 'roster-unreadable'),
    of('last-column-of-every-row', workbook([], sheet(`${header}${lastColumns(20_000)}`)), 'roster-unpacks-too-large'),
    of(
      'rows-that-go-back',
      workbook([], sheet(`<row r="2">${cell('A2')}</row><row r="1">${cell('A1')}</row>`)),
      'roster-unreadable',
    ),
    of('row-minus-one', workbook([], sheet(`<row r="-1">${cell('A-1')}</row>`)), 'roster-unreadable'),
    of('deep-nesting', workbook([], `<worksheet xmlns="${main}">${'<a>'.repeat(100_000)}`), 'roster-unreadable'),
    of('billion-laughs', workbook([], laughs()), 'roster-columns-missing'),
    of('external-entity', workbook([], external()), 'roster-columns-missing'),
    of(
      'shared-string-that-is-not-there',
      workbook([], sheet('<row r="1"><c r="A1" t="s"><v>999999</v></c></row>')),
      'roster-unreadable',
    ),
    of('no-workbook-inside', zip({ 'hello.xml': '<a/>' }), 'roster-unreadable'),
    of(
      'names-that-climb',
      zip({ '../../etc/cron.d/x.xml': '<a/>', '/etc/passwd.xml': '<a/>', 'C:\\x.xml': '<a/>' }),
      'roster-unreadable',
    ),
    of('cut-off', good.subarray(0, good.length - 30), 'roster-unreadable'),
    of(
      'only-an-end',
      Buffer.from('PK\x05\x06\0\0\0\0\x01\0\x01\0\xff\xff\xff\x7f\xff\xff\xff\x7f\0\0', 'latin1'),
      'roster-unreadable',
    ),
    of('content-that-does-not-inflate', garbled(good), 'roster-unreadable'),
    of(
      'encrypted-office-file',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(4_096)]),
      'roster-unreadable',
    ),
    of('encrypted-parts', flagged(good), 'roster-columns-missing'),
    of('csv-that-says-it-is-a-workbook', Buffer.from('姓名,性别\r\n陈海涛,男\r\n'), 'roster-unreadable'),
  ];
}

const manyParts = (count: number, bytes: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`part${i}.xml`, ' '.repeat(bytes)]));

const row = (no: number, cells: string) => `<row r="${no}">${cells}</row>`;
const header = row(
  1,
  ['姓名', '性别', '身份证号码', '手机号码'].map((name, i) => cell(`${'ABCD'[i]}1`, name)).join(''),
);
const rowsBelow = (count: number, cells: (no: number) => string) =>
  Array.from({ length: count }, (_, i) => row(i + 2, cells(i + 2))).join('');

const lastColumns = (rows: number) => rowsBelow(rows, (no) => cell(`XFD${no}`));
const strings = (items: string) => ({ 'xl/sharedStrings.xml': `<sst xmlns="${main}">${items}</sst>` });
const styles = (formats: string) => ({ 'xl/styles.xml': `<styleSheet><cellXfs>${formats}</cellXfs></styleSheet>` });
const attributes = (count: number) => Array.from({ length: count }, (_, i) => ` a${i}=""`).join('');
const longAttributes = (count: number, length: number) =>
  Array.from({ length: count }, (_, i) => ` a${i}="${'x'.repeat(length)}"`).join('');

/** Tags in one another, all closed again, before a sheet that is right. */
const nested = (depth: number, attributes: string, name = 'a') =>
  `<worksheet>${`<${name}${attributes}>`.repeat(depth)}${`</${name}>`.repeat(depth)}<sheetData/></worksheet>`;

/** A text of 60,000 characters, ten thousand times by its number. */
function repeated(): Buffer {
  const rows = rowsBelow(10_000, (no) => `<c r="A${no}" t="s"><v>0</v></c>`);
  return workbook([], sheet(`${header}${rows}`), strings(`<si><t>${'x'.repeat(60_000)}</t></si>`));
}

/** Two hundred entries of the directory that all point to the same megabyte. */
function overlapping(): Buffer {
  const one = zip({ 'x.xml': ' '.repeat(MiB) });
  const directoryAt = one.readUInt32LE(one.length - 6);
  const entry = one.subarray(directoryAt, one.length - 22);
  const end = Buffer.from(one.subarray(one.length - 22));
  end.writeUInt16LE(200, 8);
  end.writeUInt16LE(200, 10);
  end.writeUInt32LE(200 * entry.length, 12);
  return Buffer.concat([one.subarray(0, directoryAt), ...Array<Buffer>(200).fill(entry), end]);
}

function laughs(): string {
  const entities = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`);
  return `<!DOCTYPE x [<!ENTITY l0 "ha">${entities.join('')}]>${sheet(`<row r="1">${cell('A1', '&l9;')}</row>`)}`;
}

const external = () =>
  `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${sheet(`<row r="1">${cell('A1', '&e;')}</row>`)}`;

/** Every compressed byte turned around. */
function garbled(archive: Buffer): Buffer {
  const copy = Buffer.from(archive);
  const directoryAt = copy.readUInt32LE(copy.length - 6);
  for (let i = 40; i < directoryAt; i++) if (copy.readUInt32LE(i - 30) !== 0x04034b50) copy[i]! ^= 0xff;
  return copy;
}

/** The flag that parts are encrypted. */
function flagged(archive: Buffer): Buffer {
  const copy = Buffer.from(archive);
  for (let at = copy.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0; at = copy.indexOf('PK\x01\x02', at + 4, 'latin1')) {
    copy[at + 8]! |= 1;
    copy[copy.readUInt32LE(at + 42) + 6]! |= 1;
  }
  return copy;
}
