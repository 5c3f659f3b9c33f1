import { cellOf, columnTitle, isColumn } from './columns.ts';

/** A row of a programme's roster, as its JSON Schema describes it. */
export interface RowShape {
  properties?: Record<string, RowShape>;
  required?: string[];
  type?: string;
  format?: string;
  enum?: string[];
  minimum?: number;
  maximum?: number;
}

const always = ['ref', 'name', 'sex', 'idNumber', 'mobile', 'platformAccount', 'relation'];
const ofCertificate = ['kind', 'level', 'occupation', 'basis'];

/** The columns that a programme's roster has: those that every one has, what it demands besides, and what the given people have. */
export function columnsOf({ required = [] }: RowShape, people: readonly Record<string, unknown>[] = []): string[] {
  const used = new Set([...required, ...people.flatMap((person) => Object.keys(person))]);
  const others = [...used].filter((field) => !always.includes(field) && field !== 'plannedCertificate');
  const known = [...always, ...others].filter(isColumn);
  const certificate = used.has('plannedCertificate') ? ofCertificate.map((name) => `plannedCertificate.${name}`) : [];
  return [...known, ...certificate];
}

export const headerOf = (columns: readonly string[]): string[] => columns.map(columnTitle);

/** A person as a row under these columns. */
export const rowOf = (columns: readonly string[], person: Record<string, unknown>): string[] =>
  columns.map((column) => {
    const [field, inner] = column.split('.');
    const value = person[field!];
    return cellOf(column, inner ? (value as Record<string, unknown> | undefined)?.[inner] : value);
  });
