import type { Child } from 'hono/jsx';
import { Scrolling } from './show.tsx';

/** A column: its name, and whether figures stand in it. */
export type Column = string | { name: string; number: true };

const classOf = (column: Column) => (typeof column === 'string' ? undefined : 'number');

const nameOf = (column: Column) => (typeof column === 'string' ? column : column.name);

interface TableProps {
  label: string;
  columns: readonly Column[];
  rows: readonly (readonly Child[])[];
  foot?: readonly Child[];
}

/**
 * A table; on a narrow screen each row stands as a card, each cell behind the name of its column. `label` is its own on the page. `foot`: what the
 * rows sum to.
 */
export function Table({ label, columns, rows, foot }: TableProps) {
  const cells = (row: readonly Child[], nameless = -1) =>
    row.map((cell, i) => (
      <td class={classOf(columns[i]!)} data-name={i === nameless ? undefined : nameOf(columns[i]!) || undefined}>
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
            {/* It begins with what it is itself, as 合计. */}
            <tr>{cells(foot, 0)}</tr>
          </tfoot>
        )}
      </table>
    </Scrolling>
  );
}

/** A table under its own heading; what is to be said of it stands below. */
export const TableCard = ({ children, ...table }: TableProps & { children?: Child }) => (
  <section class="card">
    <h2>{table.label}</h2>
    <Table {...table} />
    {children}
  </section>
);
