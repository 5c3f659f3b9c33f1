import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { workbookOf } from '../../../ledger/xlsx.ts';
import { xlsxType } from '../../../rosters/read.ts';
import type { WebEnv } from '../../env.ts';
import { Refused } from '../../remote.ts';
import type { Correction } from './people.ts';

/** A workbook of one sheet. */
export async function sheetOf(rows: string[][]): Promise<Uint8Array<ArrayBuffer>> {
  async function* pages() {
    yield rows;
  }
  return workbookOf('Sheet1', pages());
}

/**
 * Keeps the rows with what is wrong with each as a document of who claims, to be fetched by one click: it is kept as what is uploaded and not
 * filed is. Null: it is larger than documents may be.
 */
export async function keepCorrection(c: Context<WebEnv>, correction: Correction, key: string): Promise<string | null> {
  const { say, remote } = c.var;
  const title = say('存在的问题', 'What is wrong');
  const content = await sheetOf([
    [...correction.header, title],
    ...correction.rows.map((row, i) => [...row, correction.wrong[i]!]),
  ]);
  const own = createHash('sha256').update(`${key} correction`).digest('hex');
  const name = `${say('名册纠错表', 'roster-to-correct')}.xlsx`;
  try {
    const { fileId } = await remote.upload<{ fileId: string }>('/v1/files', new Blob([content]), xlsxType, own, name);
    return fileId;
  } catch (error) {
    if (error instanceof Refused && error.problem.status === 413) return null;
    throw error;
  }
}
