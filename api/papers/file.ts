import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { lengthOf, type Paper } from '../../domain/papers/paper.ts';
import { Problem } from '../../domain/problem.ts';
import { attachment } from '../attachment.ts';
import { xlsxType } from '../rosters/read.ts';
import { createSlots } from '../slots.ts';
import { definitionOf } from './pdf.ts';
import { sheetsOf } from './xlsx.ts';

export const paperFormats = ['pdf', 'xlsx'] as const;
export type PaperFormat = (typeof paperFormats)[number];

export const pdfType = 'application/pdf';

/** Rows of a PDF: some 140 pages, four seconds and 200 MB. What is longer is a workbook. */
const longestPdf = 5_000;

// Each holds a font and all rows in memory.
const inTurn = createSlots(2);

/** A paper as a file to be saved, with its headers; laid out in a thread of its own while this one answers others. @throws Problem `paper-too-long` */
export async function paperAnswer(
  paper: Paper,
  format: PaperFormat,
  name: string,
): Promise<[content: Uint8Array<ArrayBuffer>, status: 200, headers: Record<string, string>]> {
  const rows = lengthOf(paper);
  if (format === 'pdf' && rows > longestPdf) throw new Problem('paper-too-long', { rows, limit: longestPdf });
  const content = await inTurn(() =>
    written(
      format === 'pdf' ? { pdf: definitionOf(paper), copies: paper.copies?.length ?? 1 } : { xlsx: sheetsOf(paper) },
    ),
  );
  const headers = {
    'Content-Type': format === 'pdf' ? pdfType : xlsxType,
    'Content-Disposition': attachment(`${name}.${format}`),
  };
  return [content, 200, headers];
}

async function written(order: object): Promise<Uint8Array<ArrayBuffer>> {
  const thread = new Worker(new URL('./paper-thread.mjs', import.meta.url), { execArgv: [] });
  try {
    const made = once(thread, 'message');
    thread.postMessage(order);
    return (await made)[0] as Uint8Array<ArrayBuffer>;
  } finally {
    await thread.terminate();
  }
}
