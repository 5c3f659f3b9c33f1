import { type ParseArgsConfig, parseArgs } from 'node:util';
import { messageOf } from '../domain/failure.ts';

/** What a script was given. One that is misspelt ends the process with what there is: it must not be passed over. */
export function optionsGiven<Options extends NonNullable<ParseArgsConfig['options']>>(options: Options) {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    const known = Object.keys(options).map((name) => `--${name}`);
    console.error(`Nothing is done: ${messageOf(error)}. There is ${known.join(', ')}.`);
    process.exit(1);
  }
}
