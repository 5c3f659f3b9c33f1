import { expect, test } from 'vitest';
import { runScript } from '../support/process.ts';

test('100,000 payments are written, checked, and read from each kind of answer, in a process with a heap of 64 MiB', async () => {
  // What piles up would be several times as much, and end the process.
  const script = runScript('test/bank-files/fixtures/measure.ts', [], { NODE_OPTIONS: '--max-old-space-size=64' });
  const ended = await script.ended;
  const output = script.output();
  expect(output).toMatch(/^csv-gb18030: written and read back, \d+ MiB\npain\.001: written and read back, \d+ MiB\n/);
  for (const format of ['csv', 'pain.002', 'camt.053'])
    expect(output).toContain(`${format}: read 100000 rows, 0 faults`);
  const [, most] = /most: (\d+) MiB/.exec(output) ?? [];
  expect(ended).toBe(0);
  expect(Number(most)).toBeLessThan(160);
}, 300_000);
