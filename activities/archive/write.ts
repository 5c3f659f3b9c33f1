import { createHash } from 'node:crypto';
import type { Sealed } from '../../domain/archive/manifest.ts';
import type { Entry } from './entry.ts';

/** How somebody reads what is written: in full, or with numbers in part. */
export type Read = <T>(data: T) => T;

/** What an entry came to. */
export interface Written extends Sealed {
  shown: string;
  bytes: number;
}

/** Writes one entry for a reader; when its last byte is out, `done` hears both hashes. */
export async function* writeEntry(
  entry: Entry,
  read: Read,
  done: (written: Written) => void,
): AsyncGenerator<Uint8Array> {
  const [whole, shown] = [createHash('sha256'), createHash('sha256')];
  let bytes = 0;
  for await (const piece of entry.pieces()) {
    const full = 'data' in piece ? Buffer.from(piece.write(piece.data)) : piece.bytes;
    const seen = 'data' in piece ? read(piece.data) : undefined;
    const masked = 'data' in piece && seen !== piece.data ? Buffer.from(piece.write(seen)) : full;
    whole.update(full);
    shown.update(masked);
    bytes += masked.byteLength;
    yield masked;
  }
  const { path, audience } = entry;
  done({ path, audience, bytes, sha256: whole.digest('hex'), shown: shown.digest('hex') });
}

/** The hashes of a dossier, without writing it anywhere. */
export async function sealEntries(entries: readonly Entry[]): Promise<Sealed[]> {
  const sealed: Sealed[] = [];
  for (const entry of entries) {
    const take = ({ path, sha256, audience }: Written) => sealed.push({ path, sha256, audience });
    for await (const _chunk of writeEntry(entry, (data) => data, take));
  }
  return sealed;
}

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
