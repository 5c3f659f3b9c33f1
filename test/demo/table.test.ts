import { expect, test } from 'vitest';
import { displayWidth, pad, table } from '../../dev/demo/table.ts';

test.each([
  ['', 0],
  ['paid', 4],
  ['无锡市', 6],
  ['（wuxi）', 8],
  ['¥444.00 × 2 — “a”', 17],
  ['e\u0301', 1],
  ['𠮷', 2],
])('%j takes %i columns', (text, width) => {
  expect(displayWidth(text)).toBe(width);
});

test('Padding fills columns, not characters, and never cuts', () => {
  expect(pad('无锡', 6)).toBe('无锡  ');
  expect(pad('无锡', 6, 'right')).toBe('  无锡');
  expect(pad('江苏无锡', 6)).toBe('江苏无锡');
});

test('Chinese cells keep the columns of a table in line', () => {
  const rows = [
    { place: '无锡市', amount: '¥444.00' },
    { place: 'Yixing', amount: '—' },
    { place: '江苏江阴', amount: '¥10000.00' },
  ];
  const shown = table(
    [
      { head: 'place', cell: (row: (typeof rows)[number]) => row.place },
      { head: 'amount', cell: (row) => row.amount, align: 'right' },
    ],
    rows,
  );
  expect(shown.split('\n')).toEqual([
    'place        amount',
    '────────  ─────────',
    '无锡市      ¥444.00',
    'Yixing            —',
    '江苏江阴  ¥10000.00',
  ]);
  const widths = shown.split('\n').map(displayWidth);
  expect(new Set(widths)).toEqual(new Set([19]));
});
