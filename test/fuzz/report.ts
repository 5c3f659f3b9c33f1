import { type Column, table } from '../../dev/demo/table.ts';
import type { Outcome } from './fuzz.ts';

/** How often each call was answered with which status. */
export function countsTable({ counts }: Outcome): string {
  const rows = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([call, statuses]) => ({ call, statuses }));
  const statuses = [...new Set(rows.flatMap((row) => [...row.statuses.keys()]))].sort();
  type Row = (typeof rows)[number];
  const columns: Column<Row>[] = [
    { head: 'call', cell: ({ call }) => call },
    { head: '2xx', cell: ({ statuses }) => String(accepted(statuses) || '–'), align: 'right' },
    ...statuses.map(
      (status): Column<Row> => ({
        head: String(status),
        cell: ({ statuses }) => String(statuses.get(status) ?? ''),
        align: 'right',
      }),
    ),
  ];
  return table(columns, rows);
}

/** How often a call was let through. */
export function accepted(statuses: ReadonlyMap<number, number> = new Map()): number {
  return [...statuses].reduce((sum, [status, times]) => sum + (status >= 200 && status < 300 ? times : 0), 0);
}

/** Calls that were refused every time: of what happens behind their door this says nothing. */
export function neverAccepted({ counts }: Outcome): string[] {
  return [...counts].filter(([, statuses]) => accepted(statuses) === 0).map(([call]) => call);
}

/** Each fault with the request that shows it, as a command. */
export function faultsText({ faults }: Outcome): string {
  return [...faults]
    .map(
      ([
        what,
        {
          request: { method, path, headers, body, caller },
          answer,
          times,
        },
      ]) => {
        const given = Object.entries(headers).map(
          ([name, value]) => `-H '${name}: ${shown(value, name === 'Authorization' ? 9_000 : 200)}'`,
        );
        const sent = body === undefined ? '' : ` --data-binary '${shown(body, 2_000)}'`;
        return [
          `${what} (${times} times)`,
          `  as ${caller?.name ?? 'nobody'}: curl -X ${method} '$API${path}' ${given.join(' ')}${sent}`,
          `  answer: ${answer.status} ${answer.type} ${shown(answer.text, 1_500)}`,
        ].join('\n');
      },
    )
    .join('\n\n');
}

const shown = (text: string, most: number) => (text.length > most ? `${text.slice(0, most)}… (${text.length})` : text);
