import { createHash } from 'node:crypto';
import { openPromise, type ZipFile } from 'yauzl';
import { z } from 'zod';
import { type Manifest, sealedText } from '../../domain/archive/manifest.ts';
import type { ArchiveRow } from './archives.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const entry = z.object({
  path: z.string(),
  audience: z.enum(['all', 'officials']),
  bytes: z.int(),
  sha256: hash,
  shown: hash,
});
const manifestForm = z.object({
  ...{
    format: z.literal('training-subsidy-claim-archive/1'),
    claimId: z.string(),
    stage: z.string(),
    closed: z.boolean(),
  },
  ...{
    erased: z.boolean(),
    readme: hash,
    entries: z.array(entry),
    // Archives of before papers were in them have none.
    papers: z.array(z.object({ path: z.string(), bytes: z.int(), sha256: hash })).default([]),
    withheld: z.array(z.string()),
    sha256: hash.nullable(),
  },
  ledger: z.array(z.object({ fund: z.string(), seq: z.int(), hash })),
}) satisfies z.ZodType<Manifest>;

const manifestName = 'manifest.json';
const mostManifest = 64 * 1024 * 1024;

export interface Checked {
  manifest: Manifest;
  /** What does not agree, in words. */
  faults: string[];
}

/** Reads an archive and compares each of its files with its manifest. @throws Error when it is no such archive */
export async function checkArchive(file: string): Promise<Checked> {
  const { hashes, text } = await contentOf(await openPromise(file, { lazyEntries: true }));
  const parsed = manifestForm.safeParse(text === undefined ? undefined : JSON.parse(text));
  if (!parsed.success) throw new Error(`no ${manifestName} of an archive of a claim`);
  const manifest = parsed.data;
  const listed = new Map([
    ['README.txt', manifest.readme],
    ...manifest.entries.map(({ path, shown }) => [path, shown] as const),
    ...manifest.papers.map(({ path, sha256 }) => [path, sha256] as const),
  ]);
  const faults = [...listed].flatMap(([path, expected]) => {
    const found = hashes.get(path);
    if (found === expected) return [];
    return [`${path}: ${found ? 'was altered' : 'is missing'}`];
  });
  for (const path of hashes.keys()) if (!listed.has(path)) faults.push(`${path}: is not in the manifest`);
  const common = manifest.entries.filter(({ audience }) => audience === 'all');
  const own = createHash('sha256').update(sealedText(common)).digest('hex');
  if (manifest.sha256 !== null && manifest.sha256 !== own) faults.push(`${manifestName}: its own hash does not fit`);
  return { manifest, faults };
}

/** Compares an archive with what was put on record when its claim had closed. What was withheld or erased is not missed. */
export function compareWithRecord({ entries, withheld, erased }: Manifest, record: ArchiveRow): string[] {
  const kept = new Map(record.entries.map(({ path, sha256 }) => [path, sha256]));
  const here = new Set([...entries.map(({ path }) => path), ...withheld]);
  const missed = record.entries.filter(({ path, audience }) => !erased && audience === 'all' && !here.has(path));
  return [
    ...entries
      .filter(({ path, sha256 }) => kept.get(path) !== sha256)
      .map(({ path }) => `${path}: is not what was put on record`),
    ...missed.map(({ path }) => `${path}: was put on record and is missing`),
  ];
}

async function contentOf(zip: ZipFile): Promise<{ hashes: Map<string, string>; text?: string }> {
  const hashes = new Map<string, string>();
  let text: string | undefined;
  for await (const one of zip.eachEntry()) {
    if (one.fileName.endsWith('/')) continue;
    if (hashes.has(one.fileName)) throw new Error(`${one.fileName} is in it twice`);
    const stream = await zip.openReadStreamPromise(one);
    if (one.fileName === manifestName) {
      if (one.uncompressedSize > mostManifest) throw new Error(`${manifestName} is too large`);
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      text = Buffer.concat(chunks).toString('utf8');
      continue;
    }
    const digest = createHash('sha256');
    for await (const chunk of stream) digest.update(chunk as Buffer);
    hashes.set(one.fileName, digest.digest('hex'));
  }
  return { hashes, text };
}
