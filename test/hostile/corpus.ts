import { bankAnswerCorpus } from './bank-answers.ts';
import { csvCorpus } from './csv.ts';
import { fileCorpus } from './files.ts';
import { jsonCorpus } from './json.ts';
import { workbookCorpus } from './workbooks.ts';

/** An upload that means harm, or is broken in a way that programs stumble over. */
export interface HostileFile {
  name: string;
  /** Where it is sent. */
  to: 'roster' | 'file' | 'bank-results' | 'claim';
  contentType: string;
  headers?: Record<string, string>;
  content: Buffer;
  /** The code of the refusal; `stored`: it is taken as what it is, data. */
  answer: string;
}

/** All of them, each made anew: some are large once they are unpacked, none is as a file. */
export function corpus(): HostileFile[] {
  return [...csvCorpus(), ...workbookCorpus(), ...jsonCorpus(), ...fileCorpus(), ...bankAnswerCorpus()];
}
