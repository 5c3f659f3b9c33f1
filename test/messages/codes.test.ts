import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { messages } from '../../domain/messages/index.ts';

const folder = new URL('../../domain/messages/', import.meta.url);

test('no two areas use the same code: a code has one meaning', async () => {
  const index = readFileSync(new URL('index.ts', folder), 'utf8');
  const files = [...index.matchAll(/import \{ \w+Messages \} from '\.\/(.+)'/g)].map((m) => m[1]!);
  expect(files.length).toBeGreaterThan(3);
  const areas = await Promise.all(files.map((file) => import(new URL(file, folder).href)));
  const codes = areas.flatMap((area) => Object.values(area).flatMap((catalogue) => Object.keys(catalogue as object)));
  expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([]);
  expect(Object.keys(messages).sort()).toEqual(codes.sort());
});

test('every code has a Chinese and an English sentence that name the same places', () => {
  // A place may be filled in each language: {zh} there, {en} here.
  const places = (text: string) =>
    [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]!.replace(/^(zh|en)$/, 'name')))].sort();
  for (const [code, { zh, en }] of Object.entries(messages)) {
    expect(zh, code).toMatch(/[\u4e00-\u9fff]/);
    expect(en, code).not.toMatch(/[\u4e00-\u9fff]/);
    expect(places(zh), code).toEqual(places(en));
  }
});
