import { fenOfYuan } from '../../../domain/money/yuan.ts';
import type { XmlEvent } from '../xml/events.ts';
import { type Findings, named } from './findings.ts';
import { countOf, Texts } from './texts.ts';

const summaries = ['TtlNtries', 'TtlDbtNtries', 'TtlCdtNtries'] as const;
const wanted = new Set(summaries.flatMap((name) => [`${name}/NbOfNtries`, `${name}/Sum`]));
const directions: Readonly<Record<string, (typeof summaries)[number]>> = { DBIT: 'TtlDbtNtries', CRDT: 'TtlCdtNtries' };

/** What each statement states of its entries (TxsSummry), compared with them when it ends. */
export function ofStatements(statement: string, findings: Findings) {
  const { head } = findings;
  const at = `${statement}/TxsSummry`;
  let stated = new Texts(at, wanted);
  let found = nothing();
  const add = (name: keyof typeof found, fen: number) => {
    found[name].count += 1;
    found[name].fen += fen;
  };

  function compare(name: (typeof summaries)[number]): void {
    const [entries, sum] = [stated.get(`${name}/NbOfNtries`), stated.get(`${name}/Sum`)];
    const [count, fen] = [countOf(entries), fenOfYuan(sum)];
    if ((entries && count === null) || (sum && fen === null))
      return void findings.fault('bank-total-unfit', {}, named(name));
    if (count !== null) findings.demandCount(named(name), count, found[name].count);
    if (fen !== null) findings.demandTotal(named(name), fen, found[name].fen);
    if (name !== 'TtlNtries') return;
    if (count !== null) head.statedCount = (head.statedCount ?? 0) + count;
    if (fen !== null) head.statedTotalFen = (head.statedTotalFen ?? 0) + fen;
  }

  return {
    take(event: XmlEvent): void {
      if (event.path === statement && event.is === 'open') {
        stated = new Texts(at, wanted);
        found = nothing();
      }
      stated.take(event);
      if (event.path === statement && event.is === 'close') summaries.forEach(compare);
    },
    /** An entry, by its direction. */
    count(direction: string, fen: number): void {
      add('TtlNtries', fen);
      const own = directions[direction];
      if (own) add(own, fen);
    },
  };
}

const nothing = () => ({
  TtlNtries: { count: 0, fen: 0 },
  TtlDbtNtries: { count: 0, fen: 0 },
  TtlCdtNtries: { count: 0, fen: 0 },
});
