import fc from 'fast-check';
import { type Mutation, mutations } from '../api/support/hostile.ts';
import type { Chance } from '../faults/random.ts';
import type { Contract, Schema } from './contract.ts';

const words = [
  '',
  'wuxi',
  '陈海涛',
  "'; drop table claims; --",
  '../../etc/passwd',
  '=1+1',
  '\u202e',
  '<script>',
  '%00',
];
const days = ['2020-03-02', '2020-07-07', '2019-02-29', '9999-12-31'];
/** Lists and objects inside each other. */
const deepest = 6;

/** A value as the schema asks for it, as far as a schema can say. */
export function anyValue(given: Schema, contract: Contract, chance: Chance, depth = 0): unknown {
  const schema = contract.resolve(given);
  const next = (inner: Schema) => anyValue(inner, contract, chance, depth + 1);
  const one = schema.anyOf ?? schema.oneOf;
  if (one) return next(chance.of(one));
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map(next));
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return chance.of(schema.enum);
  switch (Array.isArray(schema.type) ? chance.of(schema.type) : schema.type) {
    case 'string':
      return textOf(schema, chance);
    case 'integer':
    case 'number':
      return chance.between(Math.max(schema.minimum ?? -5, -(2 ** 31)), Math.min(schema.maximum ?? 100_000, 2 ** 31));
    case 'boolean':
      return chance.percent(50);
    case 'null':
      return null;
    case 'array': {
      const count = chance.between(schema.minItems ?? 0, Math.min(schema.maxItems ?? 3, (schema.minItems ?? 0) + 3));
      return depth > deepest ? [] : Array.from({ length: count }, () => next(schema.items ?? {}));
    }
    case 'object': {
      const wanted = Object.entries(schema.properties ?? {}).filter(
        ([name]) => schema.required?.includes(name) || (depth < deepest && chance.percent(60)),
      );
      return Object.fromEntries(wanted.map(([name, inner]) => [name, next(inner)]));
    }
    default:
      return chance.of<unknown>([...words, 7, null, [], {}]);
  }
}

function textOf({ pattern, format, minLength = 0, maxLength = 200 }: Schema, chance: Chance): string {
  if (format === 'date') return chance.of(days);
  const seed = chance.between(0, 2 ** 31 - 1);
  if (pattern && !pattern.includes('\\P') && !pattern.includes('\\p'))
    return sample(fc.stringMatching(new RegExp(pattern)), seed);
  if (chance.percent(40)) return chance.of(words);
  return sample(fc.string({ minLength, maxLength: Math.min(maxLength, minLength + 20), unit: 'grapheme' }), seed);
}

function sample<T>(arbitrary: fc.Arbitrary<T>, seed: number): T {
  return fc.sample(arbitrary, { seed, numRuns: 1 })[0]!;
}

const known = new WeakMap<object, Mutation[]>();

/** A valid body with one thing changed, left out or added. */
export function mutated(example: unknown, chance: Chance): unknown {
  if (typeof example !== 'object' || example === null) return chance.of(words);
  if (!known.has(example)) known.set(example, [...mutations(example)]);
  if (chance.percent(75)) return chance.of(known.get(example)!).body;
  const copy = structuredClone(example) as Record<string, unknown>;
  if (chance.percent(50)) delete copy[chance.of(Object.keys(copy))];
  else
    copy[chance.of(['extra', 'constructor', 'id', 'role', 'amountFen'])] = chance.of<unknown>([...words, 1, null, {}]);
  return copy;
}

/** No JSON at all, or hardly. */
export function garbage(chance: Chance): string {
  const kinds = [
    '{',
    '{"a":1,"a":2}',
    '[[[[',
    'null',
    '',
    '\uFEFF{}',
    '{"__proto__":{"role":"admin"}}',
    '\u0000',
    '"'.repeat(9),
  ];
  return chance.percent(5) ? '['.repeat(200_000) : chance.of(kinds);
}
