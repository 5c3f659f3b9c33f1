import { Problem } from '../../../domain/problem.ts';
import { MiB, sizeText } from '../../body.ts';

const limit = 96 * MiB;

/** What a cell or a row that a file leaves out takes, and what is kept of a string or a style beside what it says; bytes. */
export const [filledIn, kept] = [8, 32];

/**
 * Takes room for so many bytes of a workbook that is being unpacked: those that come out of it, and those of what it makes us repeat or fill in,
 * since a small file can become gigabytes either way. @throws Problem `roster-unpacks-too-large`
 */
export type Room = (bytes: number) => void;

export function roomForOne(): Room {
  let left = limit;
  return (bytes) => {
    left -= bytes;
    // Not a number neither.
    if (!(bytes >= 0 && left >= 0)) throw new Problem('roster-unpacks-too-large', { limit: sizeText(limit) });
  };
}
