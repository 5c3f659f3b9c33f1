import { z } from 'zod';
import { isCode, say } from '../domain/messages/index.ts';
import { type Fault, fault } from '../domain/problem.ts';

const chinese = z.locales.zhCN().localeError;

/**
 * What a zod error says, field by field and in both languages. A schema's own check names its code as the message
 * (or in `params.code`), so that its sentence comes from the catalogue; zod's own checks become `field-invalid`.
 */
export function faultsOf(error: z.ZodError, input: unknown): Fault[] {
  return error.issues.flatMap((issue) => faultsOfIssue(issue, input, []));
}

type Issue = z.core.$ZodIssue;

function faultsOfIssue(issue: Issue, input: unknown, above: PropertyKey[]): Fault[] {
  const path = [...above, ...issue.path];
  const at = { path: path.map(String).join('.') };
  if (issue.code === 'invalid_union') {
    const closest = closestBranch(issue.errors);
    if (closest) return closest.flatMap((inner) => faultsOfIssue(inner, input, path));
  }
  const own = issue.code === 'custom' ? issue.params : undefined;
  const code = typeof own?.code === 'string' ? own.code : issue.message;
  if (isCode(code)) return [fault(code, at, own)];
  const zh = chinese({ ...issue, input: valueAt(input, path) } as never);
  const reason = { zh: typeof zh === 'string' ? zh : (zh?.message ?? issue.message), en: issue.message };
  return [
    {
      ...at,
      code: 'field-invalid',
      messages: {
        zh: say('field-invalid', { reason: reason.zh }).zh,
        en: say('field-invalid', { reason: reason.en }).en,
      },
    },
  ];
}

/** The alternative that fits best: a wrong kind is told by its first field, so the one with the fewest faults is meant. */
function closestBranch(branches: Issue[][]): Issue[] | undefined {
  return branches.toSorted((a, b) => a.length - b.length)[0];
}

function valueAt(input: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], input);
}
