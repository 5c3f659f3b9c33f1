import { type Column, table } from '../../dev/demo/table.ts';
import { type Look, measured, type Watch } from './beside.ts';
import { sparkline, trendOf } from './memory.ts';

const columns: Column<Look>[] = [
  { head: 'minute', cell: ({ minute }) => minute.toFixed(1), align: 'right' },
  { head: 'acts', cell: ({ acts }) => String(acts), align: 'right' },
  { head: 'reads', cell: ({ reads }) => String(reads), align: 'right' },
  { head: 'restarts', cell: ({ restarts }) => String(restarts), align: 'right' },
  { head: 'open claims', cell: ({ claims }) => String(claims), align: 'right' },
  ...measured.map(
    (name): Column<Look> => ({ head: `${name} MB`, cell: ({ mb }) => mb[name].toFixed(0), align: 'right' }),
  ),
  { head: 'all holds', cell: ({ found }) => (found === 0 ? 'yes' : `NO, ${found}`) },
];

/** The looks one by one, and how memory went. */
export function soakTables({ looks, memory }: Watch): string {
  const chart = measured.map((name) => {
    const most = Math.max(0, ...memory[name].map(({ mb }) => mb));
    return `${name.padEnd(9)} ${sparkline(memory[name])} to ${most.toFixed(0)} MB; second half ${trendOf(memory[name]).medianMb.toFixed(0)} MB`;
  });
  return `${table(columns, looks)}\n\n${chart.join('\n')}`;
}

/** `api-1 +3 MB, worker-1 −5 MB` */
export function growth({ memory }: Watch): string {
  const signed = (mb: number) => `${mb < 0 ? '−' : '+'}${Math.abs(mb).toFixed(0)} MB`;
  return measured.map((name) => `${name} ${signed(trendOf(memory[name]).grownMb)}`).join(', ');
}

export function lookLine({ minute, acts, reads, mb, found }: Look): string {
  const memory = measured.map((name) => `${name} ${mb[name].toFixed(0)} MB`).join(', ');
  const held = found === 0 ? 'all holds' : `${found} FAULTS`;
  return `${(minute * 60).toFixed(0).padStart(6)} s  look: ${acts} acts, ${reads} reads, ${memory}; ${held}`;
}
