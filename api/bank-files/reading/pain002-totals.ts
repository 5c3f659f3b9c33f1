import { fenOfYuan } from '../../../domain/money/yuan.ts';
import type { XmlEvent } from '../xml/events.ts';
import type { StatusWords } from './cells.ts';
import { type Findings, named } from './findings.ts';
import { countOf, Texts } from './texts.ts';

const wanted = new Set(['DtldNbOfTxs', 'DtldSts', 'DtldCtrlSum']);

interface Sum {
  count: number;
  fen: number;
}

/** What a status report states per status (NbOfTxsPerSts), compared with its transactions. Known statuses only, so that it stays small. */
export function perStatus(group: string, statuses: StatusWords, findings: Findings) {
  const at = `${group}/NbOfTxsPerSts`;
  const stated = new Map<string, { count: number; fen?: number }>();
  const found = new Map<string, Sum>();
  let texts = new Texts(at, wanted);

  function read(): void {
    const status = texts.get('DtldSts');
    const sum = texts.get('DtldCtrlSum');
    const count = countOf(texts.get('DtldNbOfTxs'));
    const fen = sum === '' ? undefined : fenOfYuan(sum);
    if (count === null || fen === null || !statuses.has(status) || stated.has(status))
      return void findings.fault('bank-total-unfit', {}, named('NbOfTxsPerSts'));
    stated.set(status, { count, fen });
    findings.head.statedCount = (findings.head.statedCount ?? 0) + count;
  }

  return {
    take(event: XmlEvent): void {
      if (event.is === 'open' && event.path === at) texts = new Texts(at, wanted);
      texts.take(event);
      if (event.is === 'close' && event.path === at) read();
    },
    count(status: string, fen: number): void {
      const before = found.get(status) ?? { count: 0, fen: 0 };
      found.set(status, { count: before.count + 1, fen: before.fen + fen });
    },
    /** After the last transaction. */
    demand(): void {
      for (const [status, { count, fen }] of stated) {
        const sum = found.get(status) ?? { count: 0, fen: 0 };
        findings.demandCount(named(status), count, sum.count);
        if (fen !== undefined) findings.demandTotal(named(status), fen, sum.fen);
      }
    },
  };
}
