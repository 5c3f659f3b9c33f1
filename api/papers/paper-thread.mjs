// A thread's first file has to be JavaScript: tsx does not reach it.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import pdfmake from 'pdfmake';
import writeXlsxFile from 'write-excel-file/node';

const folder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-serif-sc/package.json'));
const serif = {
  normal: join(folder, '400Regular/NotoSerifSC_400Regular.ttf'),
  bold: join(folder, '700Bold/NotoSerifSC_700Bold.ttf'),
};

const line = 0.5;
const padding = 4;
const paper = {
  ...{ hLineWidth: () => line, vLineWidth: () => line },
  ...{ paddingLeft: () => padding, paddingRight: () => padding, paddingTop: () => 3, paddingBottom: () => 3 },
};

// XML has no place for these, and a single one makes a whole workbook unreadable.
const notInXml = /[\uFFFE\uFFFF]/g;

/** Takes one paper, `{pdf, copies}` or `{xlsx}`, and answers the file. Only the glyphs that are used go into a PDF. */
parentPort.on('message', async ({ pdf, copies, xlsx }) => {
  parentPort.postMessage(
    new Uint8Array(await (pdf ? pdfOf(pdf, copies) : writeXlsxFile(xlsx.map(sheetOf)).toBuffer())),
  );
});

/** Nothing is fetched from anywhere, and no file is read but the font. */
function pdfOf(/** @type {import('./pdf.ts').Content} */ definition, /** @type {number} */ copies) {
  pdfmake.setFonts({ serif });
  pdfmake.setTableLayouts({ paper });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => Object.values(serif).includes(path));
  // Copies are alike, and each is counted by itself.
  const footer = (page, pages) => {
    const own = pages / copies;
    const text = `第 ${((page - 1) % own) + 1} 页，共 ${own} 页`;
    return { text, alignment: 'center', fontSize: 9, margin: [0, 20, 0, 0] };
  };
  return pdfmake.createPdf({ ...definition, footer }).getBuffer();
}

function sheetOf(/** @type {import('./xlsx.ts').Sheet} */ { data, ...sheet }) {
  return { ...sheet, data: data.map((row) => row.map(cellOf)) };
}

/** Text is text, whatever it begins with: never a formula. */
function cellOf(/** @type {import('./xlsx.ts').SheetCell} */ cell) {
  if (cell === null) return null;
  const { yuan, value, ...style } = cell;
  if (yuan !== undefined) return { value: Number(yuan), type: Number, format: '#,##0.00', ...style };
  if (typeof value === 'number') return { value, type: Number, ...style };
  return { value: value.replace(notInXml, ''), type: String, ...style };
}
