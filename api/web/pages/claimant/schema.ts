import type { Bilingual } from '../../../../domain/messages/message.ts';
import { fenOfYuan } from '../../../../domain/money/yuan.ts';

/** JSON Schema, as far as packs' forms use it. */
export interface Schema {
  type?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  enum?: string[];
  const?: unknown;
  format?: string;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  /** What usually stands there: offered as choices. */
  examples?: string[];
  minItems?: number;
  /** What the choices are called, where the pack says it. */
  names?: Record<string, Bilingual>;
}

/** A posted form: one entry per input, a list where several have the same name. */
export type Posted = Record<string, unknown>;

export const textIn = (form: Posted, name: string): string => {
  const value = form[name];
  const last = Array.isArray(value) ? value.at(-1) : value;
  return typeof last === 'string' ? last.trim() : '';
};

const textsIn = (form: Posted, name: string): string[] =>
  [form[name]].flat().flatMap((value) => (typeof value === 'string' ? value.split(/\r?\n/) : []));

/** `null` may stand instead: a day that is still open. */
export function withoutNull(schema: Schema): { schema: Schema; nullable: boolean } {
  const other = schema.anyOf?.find(({ type }) => type !== 'null');
  return other ? { schema: other, nullable: true } : { schema, nullable: false };
}

export const inPath = (at: string, key: string | number): string => (at ? `${at}.${key}` : `${key}`);

/**
 * What a form says, in the shape of the schema. What is left empty is left out; what cannot be read is kept as it was typed, for the API to
 * refuse by its place. Rows of a list in which nothing stands are left out unless `keepRows`.
 */
export function readPosted(schema: Schema, at: string, form: Posted, keepRows = false): unknown {
  const { type, properties, items } = schema;
  if (properties) return readObject(schema, at, form, keepRows);
  if (type === 'array' && items) {
    if (!items.properties) {
      const texts = textsIn(form, at).filter((text) => text.trim() !== '');
      return texts.length > 0 ? texts.map((text) => text.trim()) : undefined;
    }
    const rows = Array.from({ length: rowsAt(at, form) }, (_, i) => readPosted(items, inPath(at, i), form, keepRows));
    const kept = keepRows ? rows.map((row) => row ?? {}) : rows.filter((row) => row !== undefined);
    return kept.length > 0 ? kept : undefined;
  }
  const text = textIn(form, at);
  if (text === '') return undefined;
  if (type === 'boolean') return text === 'true';
  if (type === 'integer')
    return isFen(at) ? (fenOfYuan(text) ?? text) : /^-?\d{1,15}$/.test(text) ? Number(text) : text;
  return schema.maxLength && schema.maxLength > 200 ? text.replaceAll('\r\n', '\n') : text;
}

function readObject({ properties = {}, required = [] }: Schema, at: string, form: Posted, keepRows: boolean): unknown {
  const found: Record<string, unknown> = {};
  for (const [key, given] of Object.entries(properties)) {
    const { schema } = withoutNull(given);
    const value = readPosted(schema, inPath(at, key), form, keepRows);
    if (value !== undefined) found[key] = value;
  }
  if (Object.keys(found).length === 0) return undefined;
  for (const key of required) if (found[key] === undefined && withoutNull(properties[key]!).nullable) found[key] = null;
  return found;
}

/** Sums are typed in yuan and kept in fen. */
export const isFen = (path: string): boolean => path.endsWith('Fen');

function rowsAt(at: string, form: Posted): number {
  const numbers = Object.keys(form).flatMap((name) => {
    if (!name.startsWith(`${at}.`)) return [];
    const no = Number(name.slice(at.length + 1).split('.')[0]);
    return Number.isInteger(no) && no < 1_000 ? [no + 1] : [];
  });
  return Math.max(0, ...numbers);
}

/** `add:<list>` and `remove:<list>.<row>`: what the small buttons of a list ask for. True: it was one of them, and `value` is changed. */
export function changeRows(value: unknown, at: string, asked: string): boolean {
  const [, act, path] = /^(add|remove):([a-zA-Z][a-zA-Z\d.]{0,200})$/.exec(asked) ?? [];
  if (!path?.startsWith(`${at}.`)) return false;
  const keys = path.slice(at.length + 1).split('.');
  const row = act === 'remove' ? Number(keys.pop()) : undefined;
  const rows = listAt(value as Record<string, unknown>, keys);
  if (!Array.isArray(rows)) return false;
  if (row === undefined) rows.push({});
  else rows.splice(row, 1);
  return true;
}

/** What stands at the end of the keys; a list where nothing is there yet. */
function listAt(value: Record<string, unknown>, [key = '', ...inner]: string[]): unknown {
  if (!Object.hasOwn(value, key)) value[key] = inner.length > 0 ? {} : [];
  if (inner.length === 0) return value[key];
  const next = value[key];
  return next !== null && typeof next === 'object' ? listAt(next as Record<string, unknown>, inner) : undefined;
}
