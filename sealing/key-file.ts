import { readFileSync } from 'node:fs';
import { messageOf, StartFailure } from '../domain/failure.ts';

/** The text of the file that a setting names. @throws StartFailure */
export function readKeyFile(file: string, setting: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new StartFailure(`${setting} cannot be read: ${messageOf(error)}`);
  }
}
