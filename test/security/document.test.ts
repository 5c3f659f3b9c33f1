import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../support/imports.ts';

const text = readFileSync(join(ROOT, 'docs/security.md'), 'utf8');
const rows = text.split('\n').filter((line) => /^\| \d+ \|/.test(line));

/** Files of the project, as the document names them. */
const files =
  /`((?:api|activities|db|dev|domain|jurisdictions|payloads|test|tracing|worker|workflows)\/[^`]+|package-lock\.json)`/g;

test('the model names more than forty threats, each with a control or that there is none', () => {
  expect(rows.length).toBeGreaterThan(40);
  for (const row of rows) expect(row.split(' | ')).toHaveLength(4);
  const unproven = rows.filter((row) => row.endsWith('| – |'));
  for (const row of unproven) expect(row).toMatch(/\*\*(open|outside)\*\*/);
});

test('every file that it names is there', () => {
  const named = [...text.matchAll(files)].map(([, file]) => file!);
  expect(named.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
});

test('every test that it names is there', () => {
  const proofs = [...text.matchAll(/`(test\/[^`]+\.test\.ts)` “([^”]+)”/g)];
  expect(proofs.length).toBeGreaterThan(40);
  const missing = proofs.filter(([, file, title]) => !readFileSync(join(ROOT, file!), 'utf8').includes(title!));
  expect(missing.map(([proof]) => proof)).toEqual([]);
});
