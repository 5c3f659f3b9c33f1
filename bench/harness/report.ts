import { type Ground, grounds, type Machine } from './machine.ts';
import type { Bench, Cell, Part, Result } from './part.ts';
import { rounded, type Standing, spread } from './race.ts';

/** Without which a figure says nothing. */
export interface Circumstances extends Pick<Bench, 'scale' | 'repetitions'> {
  machine: Machine;
  on: Ground;
  commit: string;
  /** When it began. */
  at: string;
  /** PostgreSQL counted its statements, which takes time of its own. */
  statements: boolean;
}

export interface Measured {
  part: Pick<Part, 'name' | 'title' | 'isOnce'>;
  result: Result;
}

/** The standings of a race as rows: the rate, its ratio, and whatever else was measured, each with its spread. */
export function tableOf(unit: string, standings: readonly Standing[]): Pick<Result, 'columns' | 'rows' | 'chart'> {
  const more = [...new Set(standings.flatMap(({ more }) => Object.keys(more)))];
  return {
    columns: ['', unit, 'ratio', ...more],
    rows: standings.map(({ name, rate, ratio, more: own }) => [
      ...[name, rate, ratio],
      ...more.map((figure) => own[figure] ?? ''),
    ]),
    chart: { unit, bars: standings.map(({ name, rate }) => ({ name, value: rate.median })) },
  };
}

/** All parts as Markdown, for a terminal and for the documentation. */
export function markdown({ machine, on, ...of }: Circumstances, measured: readonly Measured[]): string {
  const { cpu, cores, memoryGiB, system, node } = machine;
  const times = of.repetitions === 1 ? 'once' : `${of.repetitions} times`;
  const parts = measured.map(({ part, result }) =>
    [
      `### ${part.title}`,
      table(result),
      ...(part.isOnce && of.repetitions > 1 ? ['Measured once.'] : []),
      ...result.goals.map(
        ({ says, measured, met }) => `- ${met ? 'met' : '**not met**'}: ${says} (${rounded(measured)})`,
      ),
      ...result.notes.map((note) => `- ${note}`),
    ].join('\n\n'),
  );
  return [
    `Measured on ${cores} cores of ${cpu}, ${memoryGiB} GiB, ${system}, Node.js ${node}; ${grounds[on]}. Commit ${of.commit}, ${of.at}, at scale ${of.scale}, ${times}${of.statements ? ', PostgreSQL counting its statements, which slows it down' : ''}.`,
    ...parts,
  ].join('\n\n');
}

function table({ columns, rows }: Result): string {
  const line = (cells: readonly Cell[]) => `| ${cells.map(shown).join(' | ')} |`;
  const under = columns.map((_, i) => (rows.every((row) => typeof row[i] === 'string') ? '---' : '---:'));
  return [line(columns), line(under), ...rows.map(line)].join('\n');
}

function shown(cell: Cell): string {
  if (typeof cell === 'string') return cell;
  return typeof cell === 'number' ? rounded(cell) : spread(cell);
}

const BAR = { height: 22, gap: 8, label: 300, width: 420, value: 90 };

/** The bars of a part; a line across a bar is what it is compared with. */
export function svg({ part, result: { chart } }: Measured): string {
  const { height, gap, label, width, value } = BAR;
  const most = Math.max(...chart.bars.flatMap(({ value, mark = 0 }) => [value, mark]));
  const x = (amount: number) => label + (amount / most) * width;
  const bars = chart.bars.map(({ name, value, mark }, i) => {
    const y = 34 + i * (height + gap);
    const text = (at: number, anchor: string, words: string) =>
      `<text x="${at}" y="${y + height - 6}" text-anchor="${anchor}">${xml(words)}</text>`;
    return [
      text(label - 8, 'end', name),
      `<rect x="${label}" y="${y}" width="${x(value) - label}" height="${height}" fill="#2f6db5"/>`,
      mark === undefined
        ? ''
        : `<line x1="${x(mark)}" x2="${x(mark)}" y1="${y - 3}" y2="${y + height + 3}" stroke="#c0392b" stroke-width="3"/>`,
      text(x(value) + 8, 'start', rounded(value)),
    ].join('');
  });
  const size = `0 0 ${label + width + value} ${40 + bars.length * (height + gap)}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${size}" font-family="sans-serif" font-size="13"><title>${xml(part.title)}</title><rect width="100%" height="100%" fill="#fff"/><text x="8" y="20" font-weight="bold">${xml(`${part.title} (${chart.unit})`)}</text>${bars.join('')}</svg>\n`;
}

const xml = (text: string) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
