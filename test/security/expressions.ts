import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseSync } from '@swc/core';
import { isSafePattern } from 'redos-detector';
import { ROOT } from '../support/imports.ts';

/** What the code of a file says in the two ways of writing a regular expression. */
export interface Expressions {
  literals: { source: string; flags: string }[];
  /** How many are put together when the code runs. */
  made: number;
}

/** All that runs where claims are real. */
const folders = [
  'api',
  'domain',
  'jurisdictions',
  'db',
  'payloads',
  'sealing',
  'activities',
  'tracing',
  'workflows',
  'worker',
];

/** All files with code that runs in production, by their names from the root. */
export function productionCode(): Map<string, string> {
  const files = folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && /\.(ts|mjs|cjs)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return new Map(files.map((file) => [relative(ROOT, file), readFileSync(file, 'utf8')]));
}

export function expressionsIn(code: string): Expressions {
  const found: Expressions = { literals: [], made: 0 };
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { type, pattern, flags, callee } = node as Record<string, unknown>;
    if (type === 'RegExpLiteral') found.literals.push({ source: String(pattern), flags: String(flags) });
    if (type === 'NewExpression' && (callee as { value?: string }).value === 'RegExp') found.made += 1;
    Object.values(node).forEach(walk);
  };
  walk(parseSync(code, { syntax: 'typescript', target: 'es2022' }));
  return found;
}

/**
 * Steps and time are many times what an expression of ours takes: what is not done by then counts as slow. False: for some text it goes back
 * again and again, so that it may take much longer than the text is long.
 */
export function isFast({ source, flags }: { source: string; flags: string }): boolean {
  return isSafePattern(source, {
    ...{ caseInsensitive: flags.includes('i'), dotAll: flags.includes('s'), multiLine: flags.includes('m') },
    ...{ unicode: flags.includes('u'), downgradePattern: true, maxScore: 200, maxSteps: 5_000, timeout: 30_000 },
  }).safe;
}
