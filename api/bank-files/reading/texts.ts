import { fenOfYuan } from '../../../domain/money/yuan.ts';
import type { XmlEvent } from '../xml/events.ts';
import type { Findings } from './findings.ts';

/** The texts of one element that we read, by their path below it. Nothing else of it is kept. */
export class Texts {
  private readonly found = new Map<string, { text: string; currency?: string }>();
  private readonly twice = new Set<string>();
  private readonly above: string;
  private readonly wanted: ReadonlySet<string>;

  /** `at`: path of the element. */
  constructor(at: string, wanted: ReadonlySet<string>) {
    this.above = `${at}/`;
    this.wanted = wanted;
  }

  /** Takes what closes in the element, and is wanted. */
  take({ is, path, text = '', attributes }: XmlEvent): void {
    if (is !== 'close' || !path.startsWith(this.above)) return;
    const below = path.slice(this.above.length);
    if (!this.wanted.has(below)) return;
    if (this.found.has(below)) this.twice.add(below);
    else this.found.set(below, { text: text.trim(), currency: attributes.get('Ccy') });
  }

  has(path: string): boolean {
    return this.found.has(path);
  }

  /** The first of the paths that stands there; `` where none does. */
  get(...paths: string[]): string {
    const path = paths.find((one) => this.found.has(one));
    return path === undefined ? '' : this.found.get(path)!.text;
  }

  /** Fen of an amount in CNY; null for everything else. */
  fen(...paths: string[]): number | null {
    const amount = this.found.get(paths.find((one) => this.found.has(one)) ?? '');
    return amount?.currency === 'CNY' ? fenOfYuan(amount.text) : null;
  }

  /** What may stand there once only, twice, would mean either. True when a fault was told. */
  ambiguous(row: number, findings: Findings, repeatable: readonly string[] = []): boolean {
    const elements = [...this.twice].filter((path) => !repeatable.includes(path));
    for (const element of elements) findings.fault('bank-element-twice', { row }, { element });
    return elements.length > 0;
  }
}

export const countOf = (text: string) => (/^\d{1,15}$/.test(text) ? Number(text) : null);
