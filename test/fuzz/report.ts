import { type Column, table } from '../../dev/demo/table.ts';
import type { Outcome } from './fuzz.ts';

/** How often each call was answered with which status. */
export function countsTable({ counts }: Outcome): string {
  const rows = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([call, statuses]) => ({ call, statuses }));
  const statuses = [...new Set(rows.flatMap((row) => [...row.statuses.keys()]))].sort();
  type Row = (typeof rows)[number];
  const columns: Column<Row>[] = [
    { head: 'call', cell: ({ call }) => call },
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
