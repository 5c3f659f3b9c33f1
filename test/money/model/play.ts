import { expect } from 'vitest';
import { codeOf } from './code.ts';
import type { Command, Town } from './commands.ts';
import { expectSame, printOf } from './compare.ts';
import { markRecovered } from './recoveries.ts';
import { Refused } from './state.ts';

/**
 * Does an act to both and compares them. What the model refuses must be refused with the same code and change nothing. Answers what
 * happened, in words.
 */
export async function play({ m, office }: Town, { words, model, office: real }: Command, log: string[]): Promise<void> {
  office.tick();
  const expected = tried(model);
  markRecovered(m);
  log.push(expected ? `${words} — refused: ${expected}` : words);
  const before = expected && (await printOf(office.db));
  expect(await refusalOf(real())).toBe(expected);
  if (expected) expect(await printOf(office.db)).toEqual(before);
  await expectSame(m, office.db);
}

function tried(model: () => void): string | undefined {
  try {
    model();
  } catch (error) {
    if (error instanceof Refused) return error.code;
    throw error;
  }
}

async function refusalOf(real: Promise<unknown>): Promise<string | undefined> {
  try {
    await real;
  } catch (error) {
    const code = codeOf(error);
    if (code) return code;
    throw error;
  }
}
