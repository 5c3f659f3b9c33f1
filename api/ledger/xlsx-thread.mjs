// A thread's first file has to be JavaScript: tsx does not reach it.
import { parentPort } from 'node:worker_threads';
import writeXlsxFile from 'write-excel-file/node';

/** @typedef {import('./register.ts').Cell} Cell */

// XML has no place for these, and a single one makes a whole workbook unreadable.
const notInXml = /[\uFFFE\uFFFF]/g;

const data = [];

/** Takes pages of cells (`{page}`), and at the end the name of the sheet (`{sheet}`); answers the workbook. */
parentPort.on('message', async (message) => {
  if (message.page) {
    for (const row of message.page) data.push(row.map((cell) => cellOf(cell, data.length === 0)));
    return;
  }
  const columns = data[0].map(() => ({ width: 22 }));
  const workbook = await writeXlsxFile(data, { sheet: message.sheet, columns, stickyRowsCount: 1 }).toBuffer();
  parentPort.postMessage(new Uint8Array(workbook));
});

/** Text is text, whatever it begins with: never a formula. */
function cellOf(/** @type {Cell} */ cell, /** @type {boolean} */ header) {
  if (cell === null || cell === '') return null;
  if (typeof cell === 'number') return { value: cell, type: Number };
  if (typeof cell === 'object') return { value: Number(cell.yuan), type: Number, format: '#,##0.00' };
  return { value: cell.replace(notInXml, ''), type: String, ...(header && { fontWeight: 'bold' }) };
}
