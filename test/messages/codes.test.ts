import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inspectionStages } from '../../domain/inspection/inspection.ts';
import { messages, say } from '../../domain/messages/index.ts';
import * as reasons from '../../domain/messages/reasons.ts';
import { listings } from '../../domain/money/recovery.ts';

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

test('a ground is called the same where it is chosen and in the letter that names it', () => {
  const lists = Object.values(reasons).filter(Array.isArray) as (readonly reasons.Reason[])[];
  expect(lists.length).toBeGreaterThan(8);
  for (const { code, name } of lists.flat()) expect([code, reasons.reasonName(code)]).toEqual([code, name]);
});

test('who cannot do something now is told what comes first, whatever it stands at', () => {
  expect(say('batch-wrong-status', { status: 'formed' })).toEqual({
    zh: expect.stringContaining('请先由经办人提交审批：POST …/submission'),
    en: 'The batch is formed; this is not possible now. Submit it first: POST …/submission, by who prepares payments.',
  });
  const states = {
    'batch-wrong-status': [
      'status',
      'forming',
      'formed',
      'submitted',
      'approved',
      'refused',
      'settled',
      'emptied',
      'closed',
    ],
    'return-wrong-status': ['status', 'correction', 'confirmation', 'corrected', 'overtaken', 'closed'],
    'recovery-closed': ['status', 'repaid', 'cancelled', 'closed'],
    'repayment-decided': ['status', 'confirmed', 'refused'],
    'listing-wrong-status': ['listing', ...listings],
    'inspection-wrong-stage': ['stage', ...inspectionStages],
    'inspector-wrong-status': ['status', 'proposed', 'active', 'refused', 'removal-proposed', 'removed'],
  } as const;
  for (const [code, [name, ...values]] of Object.entries(states))
    for (const value of values) {
      const { zh, en } = say(code as keyof typeof states, { [name]: value });
      const [sentence] = en.split('. ');
      expect([code, value, en.length > sentence!.length + 1, /[。：].+。$/.test(zh)]).toEqual([
        code,
        value,
        true,
        true,
      ]);
    }
});
