import { createHash } from 'node:crypto';
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
export const longestPdf = 5_000;

// Each holds a font and all rows in memory. What anybody may ask for has a place of its own, so that it keeps nobody from their work.
const inTurn = createSlots(2, 50);
const inOpenTurn = createSlots(1, 20);

/** Longer than the longest PDF takes on a busy machine. */
const patienceMs = 60_000;

type Answer = [content: Uint8Array<ArrayBuffer>, status: 200, headers: Record<string, string>];

/**
 * A paper as a file to be saved, with its headers; laid out in a thread of its own while this one answers others, until who asked has `gone`.
 * @throws Problem `paper-too-long`, and `service-unavailable` where too many wait or it takes too long
 */
export async function paperAnswer(
  paper: Paper,
  format: PaperFormat,
  name: string,
  gone?: AbortSignal,
): Promise<Answer> {
  demandNotTooLong(paper, format);
  const content = await inTurn(() => written(paper, format, gone), gone);
  return [content, 200, headersOf(format, name)];
}

/** A paper as PDF, for who puts it into a file of their own. @throws Problem as `paperAnswer` */
export function pdfOf(paper: Paper): Promise<Uint8Array<ArrayBuffer>> {
  demandNotTooLong(paper, 'pdf');
  return inTurn(() => written(paper, 'pdf'));
}

/** Papers that anybody may ask for and that many ask for, by what is on them. */
const kept = new Map<string, Uint8Array<ArrayBuffer>>();
const mostKept = 20;

/** The same for what is open to everybody: one at a time, and the same paper is laid out once. */
export async function openPaperAnswer(
  paper: Paper,
  format: PaperFormat,
  name: string,
  gone?: AbortSignal,
): Promise<Answer> {
  demandNotTooLong(paper, format);
  const key = createHash('sha256')
    .update(JSON.stringify([format, paper]))
    .digest('hex');
  const content =
    kept.get(key) ??
    (await inOpenTurn(async () => {
      // Who waited may find what the one before has made.
      const made = kept.get(key) ?? (await written(paper, format, gone));
      kept.set(key, made);
      return made;
    }, gone));
  if (kept.size > mostKept) kept.delete(kept.keys().next().value!);
  return [content, 200, headersOf(format, name)];
}

function demandNotTooLong(paper: Paper, format: PaperFormat): void {
  const rows = lengthOf(paper);
  if (format === 'pdf' && rows > longestPdf) throw new Problem('paper-too-long', { rows, limit: longestPdf });
}

const headersOf = (format: PaperFormat, name: string) => ({
  'Content-Type': format === 'pdf' ? pdfType : xlsxType,
  'Content-Disposition': attachment(`${name}.${format}`),
});

/** Threads that wait for another paper: starting one takes several times as long as an ordinary paper. Never more than there are turns. */
const waiting: Worker[] = [];
/** Rows after which a thread has used memory that it would not give back. */
const longToKeep = 500;

async function written(paper: Paper, format: PaperFormat, gone?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const order =
    format === 'pdf' ? { pdf: definitionOf(paper), copies: paper.copies?.length ?? 1 } : { xlsx: sheetsOf(paper) };
  const over = AbortSignal.any([AbortSignal.timeout(patienceMs), ...(gone ? [gone] : [])]);
  const thread = waiting.pop() ?? started();
  let keep = false;
  try {
    const made = once(thread, 'message', { signal: over });
    thread.ref();
    thread.postMessage(order);
    const [content] = (await made) as [Uint8Array<ArrayBuffer>];
    keep = lengthOf(paper) <= longToKeep;
    return content;
  } catch (error) {
    throw over.aborted ? new Problem('service-unavailable') : error;
  } finally {
    // One that waits does not keep the process from its end.
    thread.unref();
    if (keep) waiting.push(thread);
    else await thread.terminate();
  }
}

function started(): Worker {
  const thread = new Worker(new URL('./paper-thread.mjs', import.meta.url), { execArgv: [] });
  const over = () => {
    const at = waiting.indexOf(thread);
    if (at >= 0) waiting.splice(at, 1);
  };
  // Whoever waits for a paper hears of it as well, also of an end without a word; while nobody does, an error would end the process.
  thread.on('error', over).on('exit', () => thread.emit('error', new Error('the thread of a paper has ended')));
  return thread;
}
