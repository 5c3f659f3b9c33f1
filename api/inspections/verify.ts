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

/** Of a draw from which nothing can be drawn again: yet, or ever. */
const Undrawn = z.object({
  ...{ status: z.string(), reason: z.string().nullish(), frozenSha256: z.string() },
  ...{ seedDueAt: z.string(), seed: z.null() },
});

const whyNot = ({ status, reason, frozenSha256, seedDueAt }: z.infer<typeof Undrawn>) =>
  status === 'not-held'
    ? `this draw was not held (${reason}), so there is no seed and nothing to verify`
    : `the list ${frozenSha256} is frozen and its seed is drawn at ${seedDueAt}; keep this answer, and verify the one of then`;

/**
 * `npm run inspection:verify -- <file or URL> [hash]`: does a published draw again, from nothing but what is published. `hash`: that of the list, as
 * somebody has noted it before there was a seed. Says what differs and exits with 1; needs neither database nor token. @throws StartFailure when it cannot be read, or the seed is not drawn yet
 */
async function main([from, noted]: string[]): Promise<void> {
  if (from === undefined)
    throw new StartFailure('Name one published draw: npm run inspection:verify -- draw.json, or its URL');
  const answer = await jsonAt(from);
  const early = Undrawn.safeParse(answer);
  if (early.success) throw new StartFailure(`${from}: ${whyNot(early.data)}`);
  const read = Published.safeParse(answer);
  if (!read.success) {
    const where = [...new Set(read.error.issues.map(({ path }) => path.join('.')))].join(', ');
    throw new StartFailure(`${from} is no published draw: it lacks ${where}`);
  }
  const { jurisdiction, period, results, frozenSha256 } = read.data;
  const exchanged = noted !== undefined && noted !== frozenSha256;
  const differences = [
    ...(exchanged ? [`the list was published with the hash ${noted}, now it has ${frozenSha256}`] : []),
    ...differencesIn(read.data, sha256),
  ];
  for (const one of differences) console.error(one);
  if (differences.length > 0) {
    process.exitCode = 1;
    return;
  }
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
    // What fetch has failed of is told by its cause only.
    const { cause } = error as Error;
    throw new StartFailure(`${from} cannot be read: ${messageOf(cause ?? error)}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await runMain(() => main(process.argv.slice(2)));
