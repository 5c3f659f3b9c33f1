/** What one trial of a contestant brought. */
export interface Trial {
  /** What the part counts, per second. */
  perSecond: number;
  /** Further figures by their names, with the unit in the name. */
  more?: Record<string, number>;
}

/** Somebody who does the same as the others in their own way. */
export interface Contestant {
  name: string;
  /** Does it once, everything beside the measured stretch included. */
  trial(repetition: number): Promise<Trial>;
}

/** A figure of all repetitions. */
export interface Spread {
  median: number;
  lowest: number;
  highest: number;
}

export interface Standing {
  name: string;
  /** What the part counts, per second. */
  rate: Spread;
  /** Of the ratios to the reference within each repetition: what slows a whole repetition down slows both. */
  ratio: Spread;
  /** The further figures. */
  more: Record<string, Spread>;
  /** By repetition. */
  trials: readonly Trial[];
}

export interface RaceOptions {
  repetitions: number;
  /** Name of the contestant that the ratios refer to. */
  reference: string;
  say(line: string): void;
}

/** Lets everybody run in each repetition, in an order that changes from one to the next by chance. */
export async function race(contestants: readonly Contestant[], options: RaceOptions): Promise<Standing[]> {
  const { repetitions, reference, say } = options;
  const trials = new Map<string, Trial[]>(contestants.map(({ name }) => [name, []]));
  for (let repetition = 1; repetition <= repetitions; repetition++) {
    for (const { name, trial } of shuffled(contestants)) {
      const done = await trial(repetition);
      trials.get(name)!.push(done);
      say(`  ${repetition}/${repetitions}  ${name}: ${rounded(done.perSecond)}/s${figures(done.more)}`);
    }
  }
  const referred = trials.get(reference);
  if (!referred) throw new Error(`"${reference}" does not take part`);
  return [...trials].map(([name, own]) => {
    const rates = own.map(({ perSecond }) => perSecond);
    return {
      name,
      rate: spreadOf(rates),
      ratio: spreadOf(rates.map((rate, i) => rate / referred[i]!.perSecond)),
      more: spreadsOf(own.map(({ more = {} }) => more)),
      trials: own,
    };
  });
}

/** A figure of one beside the same of another, within each repetition; undefined where one of them has none. */
export function beside(own: Standing, other: Standing, of: (trial: Trial) => number | undefined): Spread | undefined {
  const ratios = own.trials.map((trial, at) => (of(trial) ?? Number.NaN) / (of(other.trials[at]!) ?? Number.NaN));
  return ratios.some(Number.isNaN) ? undefined : spreadOf(ratios);
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which the share `q` of the values lies, between two of them in proportion. */
export function quantile(values: readonly number[], q: number): number {
  if (values.length === 0) throw new Error('no values');
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const below = sorted[Math.floor(at)]!;
  return below + (sorted[Math.ceil(at)]! - below) * (at - Math.floor(at));
}

export function spreadOf(values: readonly number[]): Spread {
  return { median: median(values), lowest: Math.min(...values), highest: Math.max(...values) };
}

function spreadsOf(all: readonly Record<string, number>[]): Record<string, Spread> {
  const names = [...new Set(all.flatMap(Object.keys))];
  return Object.fromEntries(
    names.map((name) => [name, spreadOf(all.flatMap((one) => (one[name] === undefined ? [] : [one[name]])))]),
  );
}

function shuffled<T>(items: readonly T[]): T[] {
  const order = [...items];
  for (let i = order.length - 1; i > 0; i--) {
    const other = Math.floor(Math.random() * (i + 1));
    [order[i], order[other]] = [order[other]!, order[i]!];
  }
  return order;
}

/** Three significant digits are more than a measurement is worth. */
export function rounded(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en-US');
  return Number(value.toPrecision(3)).toString();
}

/** The median, and in brackets the lowest and the highest where they can be told apart. */
export function spread({ median, lowest, highest }: Spread): string {
  const [from, to] = [rounded(lowest), rounded(highest)];
  return from === to ? rounded(median) : `${rounded(median)} (${from}–${to})`;
}

const figures = (more: Record<string, number> = {}) =>
  Object.entries(more)
    .map(([name, value]) => `, ${name} ${rounded(value)}`)
    .join('');
