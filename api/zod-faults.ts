import type { z } from 'zod';
import { type Code, isCode, type MessageParams } from '../domain/messages/index.ts';
import { type Fault, fault } from '../domain/problem.ts';

/**
 * What a zod error says, field by field and in both languages. A schema's own check names its code as the message
 * (or in `params.code`); zod's own checks have codes in `domain/messages/fields.ts`. Nothing of zod's wording gets out.
 */
export function faultsOf(error: z.ZodError, input: unknown): Fault[] {
  return error.issues.flatMap((issue) => faultsOfIssue(issue, input, []));
}

type Issue = z.core.$ZodIssue;
const unknown = (at: { path: string }, field: string) => fault('field-unknown', at, { field });

type Said = [code: Code, params?: MessageParams];

/** Nobody reads more of them, and a body of 1 MiB could hold a hundred thousand. */
const mostUnknown = 50;

function faultsOfIssue(issue: Issue, input: unknown, above: PropertyKey[]): Fault[] {
  const path = [...above, ...issue.path];
  const at = (last: PropertyKey[] = []) => ({ path: [...path, ...last].map(String).join('.') });
  if (issue.code === 'unrecognized_keys')
    return issue.keys.slice(0, mostUnknown).map((key) => unknown(at([key.slice(0, 100)]), key.slice(0, 100)));
  if (issue.code === 'invalid_union' && !asksDayOrInstant(issue.errors)) {
    const closest = closestBranch(issue.errors);
    if (closest) return closest.flatMap((inner) => faultsOfIssue(inner, input, path));
  }
  const [code, params] = sentenceFor(issue, input !== undefined && valueAt(input, path) === undefined);
  return [fault(code, at(), params)];
}

function sentenceFor(issue: Issue, missing: boolean): Said {
  const own = issue.code === 'custom' ? issue.params : undefined;
  const code = typeof own?.code === 'string' ? own.code : issue.message;
  if (isCode(code)) return [code, own];
  if (missing && (issue.code === 'invalid_type' || issue.code === 'invalid_value')) return ['field-missing'];
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'int' ? ['field-integer'] : ['field-type', types[issue.expected] ?? types.object];
    case 'invalid_value':
      return choice(issue.values);
    case 'invalid_format':
      return [formats[issue.format] ?? 'field-invalid'];
    case 'invalid_union':
      // None of the kinds that there are.
      if ('options' in issue && issue.options) return missing ? ['field-missing'] : choice(issue.options);
      return ['date-or-instant-format'];
    case 'too_small':
      return tooSmall(issue.origin, String(issue.minimum));
    case 'too_big':
      return tooBig(issue.origin, String(issue.maximum));
    default:
      return ['field-invalid'];
  }
}

const object = { zh: '对象 {…}', en: 'an object {…}' };
const types: Readonly<Record<string, { zh: string; en: string }>> & { object: typeof object } = {
  string: { zh: '文字（加引号）', en: 'text in quotation marks' },
  number: { zh: '数字（不加引号）', en: 'a number without quotation marks' },
  boolean: { zh: 'true 或 false（不加引号）', en: 'true or false without quotation marks' },
  array: { zh: '列表 […]', en: 'a list […]' },
  object,
  record: object,
};

const formats: Readonly<Record<string, Code>> = {
  date: 'date-format',
  datetime: 'instant-format',
  email: 'email-format',
};

function choice(values: readonly unknown[]): Said {
  if (values.length === 1) return ['field-fixed', { value: String(values[0]) }];
  return ['field-choice', { choices: values.join(', ') }];
}

function tooSmall(origin: string, minimum: string): Said {
  if (origin === 'string') return minimum === '1' ? ['field-empty'] : ['text-too-short', { minimum }];
  return [origin === 'array' ? 'list-too-short' : 'number-too-small', { minimum }];
}

function tooBig(origin: string, maximum: string): Said {
  if (origin === 'string') return ['text-too-long', { maximum }];
  return [origin === 'array' ? 'list-too-long' : 'number-too-large', { maximum }];
}

/** A day or an instant was asked for, and it is neither. */
function asksDayOrInstant(branches: Issue[][]): boolean {
  const asked = branches.map(([first]) => (first?.code === 'invalid_format' ? first.format : ''));
  return asked.includes('date') && asked.includes('datetime');
}

/**
 * The alternative that fits best: a wrong kind is told by its first field, so the one with the fewest faults is meant;
 * of two, the one whose form was right.
 */
function closestBranch(branches: Issue[][]): Issue[] | undefined {
  const misfit = ([first]: Issue[]) => (first?.code === 'invalid_format' || first?.code === 'invalid_type' ? 1 : 0);
  return branches.toSorted((a, b) => a.length - b.length || misfit(a) - misfit(b))[0];
}

function valueAt(input: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], input);
}
