import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commitOf } from '../../bench/harness/machine.ts';
import { optionsOf } from '../../bench/harness/options.ts';
import type { Part } from '../../bench/harness/part.ts';
import { testFolder } from '../support/folder.ts';

const part = (name: string, more: Partial<Part> = {}): Part => {
  return { name, title: name, run: () => Promise.reject(new Error('not run')), ...more };
};
const parts = [part('claims'), part('open', { only: 'one-server' })];
const asked = (...args: string[]) => optionsOf(args, parts, ['dbos']);
const names = (of: readonly Part[]) => of.map(({ name }) => name);

test('what cannot be measured is refused before anything starts, and nothing is measured on a ground that it does not use', () => {
  expect(asked()).toMatchObject({ parts, leftOut: [], on: 'one-server', scale: 1, repetitions: 3, out: '.bench' });
  expect([asked().statements, asked('--statements').statements]).toEqual([false, true]);
  for (const wrong of ['0', '-1', '0.5', 'many', 'Infinity'])
    expect(() => asked(`--repetitions=${wrong}`)).toThrow(`--repetitions ${wrong}: a whole number`);
  for (const wrong of ['0', 'half', 'Infinity']) expect(() => asked(`--scale=${wrong}`)).toThrow(`--scale ${wrong}:`);
  expect(() => asked('claim')).toThrow('"claim" is no part');
  expect(() => asked('--on', 'cluster', 'open')).toThrow('open is measured on Temporal’s dev server only');
  expect(names(asked('--on', 'cluster').parts)).toEqual(['claims']);
  expect(names(asked('--on', 'cluster').leftOut)).toEqual(['open']);
  expect(asked('--on', 'cluster', 'claims').leftOut).toEqual([]);
});

test('the commit of the sources is told, with a plus when they are not what it holds', () => {
  const folder = testFolder();
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
      cwd: folder,
      stdio: 'pipe',
    });
  expect(commitOf(folder)).toBe('unknown');
  git('init');
  git('commit', '--allow-empty', '-m', 'first');
  const commit = commitOf(folder);
  expect(commit).toMatch(/^[0-9a-f]{7,}$/);
  writeFileSync(join(folder, 'changed'), '');
  expect(commitOf(folder)).toBe(`${commit}+`);
});
