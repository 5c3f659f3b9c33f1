// Values that pass for text, days, instants or numbers at first sight and that a database, a mail or a workflow may choke on.
const texts = ['', '\u0000', 'half a \ud83d', 'a@b.example\r\nBcc: x@y.example', 'x'.repeat(5_000)];
const oddTexts = ['😀'.repeat(50), '\u202e\u200b', '長'.repeat(200), '-infinity', '__proto__'];
const days = ['0000-01-01', '0001-01-01', '1900-01-01', '2199-12-31', '9999-12-31', '10000-01-01', '2021-02-29', 'now'];
const instants = [
  '0000-01-01T00:00:00Z',
  '1900-01-01T00:00:00+14:00',
  '9999-12-31T23:59:59+08:00',
  '2020-03-02T19:00:00+23:59',
  `2020-03-02T19:00:00.${'1'.repeat(300)}+08:00`,
  '2020-03-02',
];
const numbers = [-1, 0, 0.5, 10_000, 2 ** 31, 1_000_000_000, Number.MAX_SAFE_INTEGER, 2 ** 63, 1e308, '7'];
const shapes: unknown[] = [null, [], {}, [[]], { toString: 1 }, true, 7];

/** One change of a body. */
export interface Mutation {
  /** `training.classOpensOn = "0000-01-01"` */
  what: string;
  body: unknown;
}

/** What may stand in the place of a leaf; `n` counts leaves, so that rare values take turns. */
export type ValuesFor = (leaf: unknown, n: number) => unknown[];

/** The whole body replaced, and everything inside it. */
export function* mutations(example: unknown): Generator<Mutation> {
  for (const body of [null, [], 7, 'text', { constructor: 1 }]) yield { what: `= ${JSON.stringify(body)}`, body };
  yield* mutationsAt(example);
}

/** Every leaf below `path` replaced by every hostile value of its kind, and every list emptied and grown long. */
export function* mutationsAt(example: unknown, path: string[] = [], valuesFor: ValuesFor = hostileFor) {
  for (const [n, to] of [...leaves(example, path)].entries()) {
    const leaf = valueAt(example, to);
    const longList = Array.isArray(leaf) && [[], Array(3_000).fill(leaf[0])];
    for (const value of longList || valuesFor(leaf, n)) yield change(example, to, value);
  }
}

const hostileFor: ValuesFor = (leaf, n) => {
  const shape = shapes[n % shapes.length];
  if (typeof leaf === 'number') return [...numbers, shape];
  if (typeof leaf !== 'string') return ['true', shape];
  if (/^\d{4}-\d\d-\d\dT/.test(leaf)) return [...instants, shape];
  if (/^\d{4}-\d\d-\d\d$/.test(leaf)) return [...days, shape];
  return [...texts, oddTexts[n % oddTexts.length], shape];
};

/** What a form lets through, at its limits. */
export const extremeFor: ValuesFor = (leaf) => {
  if (typeof leaf === 'number') return [0, 10_000, 1_000_000_000];
  if (typeof leaf === 'string' && /^\d{4}-\d\d-\d\d$/.test(leaf)) return ['1900-01-01', '2199-12-31'];
  return [];
};

/** Paths of all leaves and of all lists that hold something. */
function* leaves(example: unknown, path: string[]): Generator<string[]> {
  const at = valueAt(example, path);
  const isLeaf = at === null || typeof at !== 'object';
  if (isLeaf || (Array.isArray(at) && at.length > 0)) yield path;
  if (!isLeaf) for (const key of Object.keys(at)) yield* leaves(example, [...path, key]);
}

function valueAt(example: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], example);
}

function change(example: unknown, path: readonly string[], value: unknown): Mutation {
  const body = structuredClone(example);
  const parent = valueAt(body, path.slice(0, -1)) as Record<string, unknown>;
  parent[path.at(-1)!] = value;
  return { what: `${path.join('.')} = ${JSON.stringify(value).slice(0, 60)}`, body };
}
