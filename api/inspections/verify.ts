import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { sha256 } from '../../activities/inspection/sha256.ts';
import { messageOf, runMain, StartFailure } from '../../domain/failure.ts';
import { differencesIn } from '../../domain/inspection/verification.ts';
import { When } from '../routes/fields.ts';

/** What has to be in a published draw for it to be checked. */
const Published = z.object({
  ...{ jurisdiction: z.string(), period: z.string(), frozen: z.string(), frozenSha256: z.string() },
  ...{ frozenAt: When, seedDueAt: When, seed: z.string(), seedAt: When },
  results: z.array(
    z.object({
      ref: z.string(),
      amountClass: z.enum(['ordinary', 'high']),
      inspectors: z.array(z.string()),
      reassignments: z.array(z.object({ left: z.string(), joined: z.string() })),
    }),
  ),
});

/**
 * `npm run inspection:verify -- <file or URL>`: does a published draw again, from nothing but what is published. Says what differs and exits
 * with 1; needs neither database nor token. @throws StartFailure when it cannot be read, or the seed is not drawn yet
 */
async function main([from]: string[]): Promise<void> {
  if (from === undefined) throw new StartFailure('give the file or the URL of a published draw');
  const read = Published.safeParse(await jsonAt(from));
  if (!read.success) {
    const where = [...new Set(read.error.issues.map(({ path }) => path.join('.')))].join(', ');
    throw new StartFailure(`${from} is no draw whose seed is drawn and published: ${where}`);
  }
  const differences = differencesIn(read.data, sha256);
  for (const one of differences) console.error(one);
  if (differences.length > 0) {
    process.exitCode = 1;
    return;
  }
  const { jurisdiction, period, results, frozenSha256 } = read.data;
  console.log(
    `${jurisdiction} ${period}: the list ${frozenSha256} and the seed give these ${results.length} objects and their inspectors`,
  );
}

async function jsonAt(from: string): Promise<unknown> {
  try {
    if (!/^https?:\/\//.test(from)) return JSON.parse(await readFile(from, 'utf8'));
    const response = await fetch(from);
    if (!response.ok) throw new Error(`it answers ${response.status}`);
    return await response.json();
  } catch (error) {
    throw new StartFailure(`${from} cannot be read: ${messageOf(error)}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await runMain(() => main(process.argv.slice(2)));
