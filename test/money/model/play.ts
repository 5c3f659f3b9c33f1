import { expect } from 'vitest';
import { type Act, type Command, commandsOf, type Town } from './acts.ts';
import { expectSame, printOf } from './compare.ts';
import { codeOf } from './office.ts';
import { markRecovered } from './recoveries.ts';
import { Refused } from './state.ts';

/** Does an act to both and compares them. What the model refuses must be refused with the same code and change nothing. */
export async function play(town: Town, act: Act, log: string[]): Promise<void> {
  town.office.setTwice(act.twice);
  for (const command of commandsOf(act, town)) await perform(town, command, log);
}

export async function perform(
  { m, office }: Town,
  { words, model, office: real }: Command,
  log: string[],
): Promise<void> {
  office.tick();
  let expected: string | undefined;
  try {
    model();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    expected = error.code;
  }
  markRecovered(m);
  log.push(expected ? `${words} — refused: ${expected}` : words);
  const before = expected && (await printOf(office.db));
  const code = await real().then(
    () => undefined,
    (error: unknown) => {
      const refusal = codeOf(error);
      if (!refusal) throw error;
      return refusal;
    },
  );
  expect(code).toBe(expected);
  if (expected) expect(await printOf(office.db)).toEqual(before);
  await expectSame(m, office.db);
}
