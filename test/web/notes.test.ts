import { describe, expect, test } from 'vitest';
import { sayIn } from '../../api/web/language.ts';
import { taskName } from '../../api/web/names.ts';
import { nextOf } from '../../api/web/pages/inspection/names.ts';
import { lateNotes } from '../../api/web/pages/supervision/overview.tsx';
import { Money, ProblemNote, Yuan } from '../../api/web/parts/show.tsx';
import { spoken } from '../../api/web/spoken.ts';
import { say } from '../../domain/messages/index.ts';
import { reasonName } from '../../domain/messages/reasons.ts';
import { fault } from '../../domain/problem.ts';

const zh = sayIn('zh');
const textOf = (html: unknown) => String(html).replace(/<[^>]*>/g, '');

describe('what was refused', () => {
  const note = (errors: ReturnType<typeof fault>[], code: 'reason-required' | 'invalid-input') =>
    String(
      ProblemNote({
        problem: { type: '', title: '', status: 422, detail: '', code, messages: say(code), errors },
        say: zh,
      }),
    );

  test('each sentence stands once, with the fields that it is about', () => {
    const html = note(
      ['reasonCode', 'reason'].map((path) => fault('reason-required', { path })),
      'reason-required',
    );
    expect(html.split(zh(say('reason-required')))).toHaveLength(2);
    expect(html.match(/class="to-field"/g)).toHaveLength(2);
    const rows = note(
      [5, 7].map((row) => fault('field-missing', { path: 'name', row })),
      'invalid-input',
    );
    // What is wrong in rows stands at their field, row by row.
    expect(textOf(rows)).toContain('姓名：有 2 行需要更正，逐行列在该栏');
    expect(rows).toContain('href="#f-name"');
    // Told on top already, and about no field: not told again.
    expect(note([fault('invalid-input', {})], 'invalid-input')).not.toContain('<li>');
  });

  test('the code is folded away', () => {
    expect(note([], 'invalid-input')).toMatch(
      /<details[^>]*><summary>求助时请告知<\/summary><code>invalid-input<\/code>/,
    );
  });
});

test('an instant in a sentence is told as the clock on the wall has it', () => {
  expect(zh(spoken(say('clock-backwards', { now: '2020-06-01T09:18:45+08:00' })))).toContain('2020-06-01 09:18。');
});

test('money has separators, and no sign where the heading says yuan', () => {
  expect([Money({ fen: 123_456_789 }), Yuan({ fen: 123_456_789 }), Yuan({ fen: -100_000 })].map(textOf)).toEqual([
    ...['¥1,234,567.89', '1,234,567.89', '-1,000.00'],
  ]);
  expect([Yuan({ fen: 99_999 }), Yuan({ fen: null })].map(textOf)).toEqual(['999.99', '—']);
});

test('an inspection is not asked to be visited again once the visit is recorded', () => {
  expect(nextOf('visit').zh).toContain('到场检查');
  expect(nextOf('finding').zh).toBe('检查记录已提交，请检查人员作出认定。');
});

test('what is late besides claims is told beside them, and called by its name', () => {
  const inspection = { act: 'supervision', inspectionId: 'I1', overdue: true } as const;
  const told = (claims: number, tasks: Parameters<typeof lateNotes>[1]) =>
    lateNotes(claims, tasks).map(({ tone, text }) => [tone, text.zh]);
  expect(told(0, [])).toEqual([['good', '没有逾期的事项。']]);
  expect(told(0, [inspection])).toEqual([['bad', '另有 1 项其他事项逾期，见下表。']]);
  // An overdue claim is among the claims already.
  expect(told(2, [{ act: 'supervision', overdue: true }])).toEqual([['bad', '有 2 件申报逾期。']]);
  expect(taskName(inspection).zh).toBe('督办双随机检查');
});

test('why the system itself settles a finding is told in words', () => {
  for (const code of ['number-proves-nothing', 'certificate-replaced'])
    expect(Object.values(reasonName(code))).not.toContain(code);
});
