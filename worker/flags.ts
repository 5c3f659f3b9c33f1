import { parseArgs } from 'node:util';
import { messageOf, StartFailure } from '../domain/failure.ts';

/** Which of these flags a command was given. @throws StartFailure when it was given anything else: a flag that is misspelt must not be passed over. */
export function flagsOf<Name extends string>(names: readonly Name[], args?: string[]): Record<Name, boolean> {
  const flag = { type: 'boolean', default: false } as const;
  try {
    const { values } = parseArgs({ args, options: Object.fromEntries(names.map((name) => [name, flag])) });
    return values as Record<Name, boolean>;
  } catch (error) {
    const known = names.map((name) => `"-- --${name}"`).join(' and ');
    throw new StartFailure(`Nothing is done: ${messageOf(error)}. There is ${known}.`);
  }
}
