import type { Child } from 'hono/jsx';
import { Scrolling } from './show.tsx';

/** A column: its name, and whether figures stand in it. */
export type Column = string | { name: string; number: true };

const classOf = (column: Column) => (typeof column === 'string' ? undefined : 'number');

const nameOf = (column: Column) => (typeof column === 'string' ? column : column.name);

/**
 * A table; on a narrow screen each row stands as a card, each cell behind the name of its column. `label` is its own on the page. `foot`: what the
 * rows sum to.
 */
export function Table({
  label,
  columns,
  rows,
  foot,
}: {
  label: string;
  columns: readonly Column[];
  rows: readonly (readonly Child[])[];
  foot?: readonly Child[];
}) {
  const cells = (row: readonly Child[]) =>
    row.map((cell, i) => (
      <td class={classOf(columns[i]!)} data-name={nameOf(columns[i]!) || undefined}>
        {cell}
      </td>
    ));
  return (
    <Scrolling label={label}>
      <table class="rows">
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col" class={classOf(column)}>
                {nameOf(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>{cells(row)}</tr>
          ))}
        </tbody>
        {foot && (
          <tfoot>
            <tr>{cells(foot)}</tr>
          </tfoot>
        )}
      </table>
    </Scrolling>
  );
}
