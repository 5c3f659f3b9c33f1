import { parseArgs } from 'node:util';
import { messageOf, StartFailure } from '../../domain/failure.ts';
import { type Ground, grounds } from './machine.ts';
import type { Bench, Part } from './part.ts';

export interface Options extends Pick<Bench, 'scale' | 'repetitions' | 'without'> {
  parts: Part[];
  /** What nobody has named and cannot be measured on this ground. */
  leftOut: Part[];
  on: Ground;
  /** PostgreSQL counts its statements; they are told by part. */
  statements: boolean;
  /** The folder of the results. */
  out: string;
}

/** What the command line asks for. @throws StartFailure for what there is not, before anything has started. */
export function optionsOf(args: string[], parts: readonly Part[], peers: readonly string[]): Options {
  const { values, positionals } = parsed(args);
  const [scale, repetitions] = [Number(values.scale), Number(values.repetitions)];
  if (!(scale > 0 && scale < Infinity)) throw new StartFailure(`--scale ${values.scale}: a number above 0 is needed.`);
  if (!(Number.isSafeInteger(repetitions) && repetitions > 0))
    throw new StartFailure(`--repetitions ${values.repetitions}: a whole number above 0 is needed.`);
  const unknown = positionals.find((name) => !parts.some((part) => part.name === name));
  if (unknown)
    throw new StartFailure(`"${unknown}" is no part of the benchmark: ${parts.map(({ name }) => name).join(', ')}.`);
  const without = values.without.split(',').filter(Boolean);
  const stranger = without.find((name) => !peers.includes(name));
  if (stranger) throw new StartFailure(`--without ${stranger}: the peers are ${peers.join(', ')}.`);
  if (!isGround(values.on))
    throw new StartFailure(`--on ${values.on}: there is ${Object.keys(grounds).join(' and ')}.`);
  const on = values.on;
  const fits = ({ only }: Part) => only === undefined || only === on;
  const wanted = parts.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  const leftOut = wanted.filter((part) => !fits(part));
  if (positionals.length > 0 && leftOut[0])
    throw new StartFailure(
      `${leftOut[0].name} is measured on ${grounds[leftOut[0].only!]} only, which it starts for itself: leave out --on ${on}.`,
    );
  const { statements, out } = values;
  return { parts: wanted.filter(fits), leftOut, on, scale, repetitions, without, statements, out };
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        scale: { type: 'string', default: '1' },
        repetitions: { type: 'string', default: '3' },
        without: { type: 'string', default: '' },
        on: { type: 'string', default: 'one-server' },
        statements: { type: 'boolean', default: false },
        out: { type: 'string', default: '.bench' },
      },
    });
  } catch (error) {
    throw new StartFailure(`Nothing is measured: ${messageOf(error)}`);
  }
}

const isGround = (name: string): name is Ground => Object.hasOwn(grounds, name);
