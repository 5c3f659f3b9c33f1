import { expect, test } from 'vitest';
import { expressionsIn, isFast, productionCode } from './expressions.ts';

const code = productionCode();

/** What goes back as often as its text is long, and no oftener. */
const looked: Record<string, string> = {
  'api/app.ts': 'paths of the access table; a run of word characters has one brace before it',
  'domain/messages/message.ts': 'our own sentences; as above',
  'api/rosters/cells.ts': 'between two brackets is no bracket, so nothing is read twice',
  'api/rosters/workbook/day-format.ts': 'formats of 255 characters at most',
  'api/bank-files/reading/read.ts': 'a header, in which each part has one semicolon before it',
  'api/web/multipart.ts': 'headers of a part, in which each run of spaces has one semicolon before it',
  'api/web/spoken.ts': 'sentences of our own',
  'api/web/pages/admin/audit-names.ts': 'our own sentences; a run of word characters has one brace before it',
  'api/web/parts/labels.ts':
    'a page that we wrote: what was typed has neither quotes nor brackets in it, and a tag is read on its own',
  'db/spans.ts': 'our own statements',
  'db/kept-plans.ts': 'our own statements',
  'api/bank-files/xml/decode.ts': 'the first 256 bytes of a file',
};

test('no regular expression goes back again and again over what somebody sends', () => {
  const all = [...code].flatMap(([file, text]) => expressionsIn(text).literals.map((one) => ({ file, ...one })));
  expect(all.length).toBeGreaterThan(100);
  const slow = all.filter((one) => !isFast(one));
  expect([...new Set(slow.map(({ file }) => file))].sort()).toEqual(Object.keys(looked).sort());
});

test('expressions that are put together are made of our own words only', () => {
  const made = [...code].flatMap(([file, text]) => (expressionsIn(text).made > 0 ? [file] : []));
  // Paths of the access table, one set of characters, the alphabet of credit codes.
  expect(made.sort()).toEqual(['api/app.ts', 'api/body.ts', 'domain/identity/creditCode.ts']);
});

test.each(['(a+)+$', '^(a|a)*$', '^(\\w|\\d)*$', '\\(.*?\\)', '\\s+$', '\\]\\s*\\}?\\s*$'])(
  '/%s/ is found',
  (source) => {
    expect(isFast({ source, flags: '' })).toBe(false);
  },
);
