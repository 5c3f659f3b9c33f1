import { createInflateRaw } from 'node:zlib';
import { Problem } from '../../domain/problem.ts';
import { MiB, sizeText } from '../body.ts';
import { sheetOf } from './sheet.ts';

/** Uncompressed XML that the reader is given, bytes: a small file can unpack to gigabytes. */
const unpackedLimit = 96 * MiB;

/** Cells of the first sheet. The format needs the whole file in memory. */
export async function xlsxTable(file: Buffer): Promise<unknown[][]> {
  await demandUnpacksWithin(file, unpackedLimit);
  return sheetOf(file);
}

interface Entry {
  name: string;
  method: number;
  /** Bytes, compressed. */
  size: number;
  /** Position of its local header. */
  at: number;
}

/** Unpacks every part that the reader would, keeping nothing, and stops at the limit: the sizes that an archive states may be lies. */
async function demandUnpacksWithin(file: Buffer, limit: number): Promise<void> {
  let total = 0;
  for (const entry of entriesOf(file)) {
    if (!/\.(xml|rels)$/.test(entry.name)) continue;
    const from = entry.at + 30 + file.readUInt16LE(entry.at + 26) + file.readUInt16LE(entry.at + 28);
    const packed = file.subarray(from, from + entry.size);
    total += entry.method === 0 ? packed.byteLength : await inflatedSize(packed, limit - total);
    if (total > limit) throw new Problem('roster-unpacks-too-large', { limit: sizeText(limit) });
  }
}

/** Stops counting soon after `limit`. */
function inflatedSize(packed: Buffer, limit: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let size = 0;
    const inflate = createInflateRaw();
    inflate.on('data', (chunk: Buffer) => {
      size += chunk.byteLength;
      if (size > limit) {
        inflate.destroy();
        resolve(size);
      }
    });
    inflate.on('end', () => resolve(size));
    inflate.on('error', () => reject(unreadable()));
    inflate.end(packed);
  });
}

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;

/** The central directory of a ZIP archive. @throws Problem `roster-unreadable` */
function entriesOf(file: Buffer): Entry[] {
  try {
    const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
    if (end < 0 || file.readUInt32LE(end) !== endOfDirectory) throw unreadable();
    const count = file.readUInt16LE(end + 10);
    const entries: Entry[] = [];
    for (let i = 0, at = file.readUInt32LE(end + 16); i < count; i++) {
      if (file.readUInt32LE(at) !== directoryEntry) throw unreadable();
      const nameLength = file.readUInt16LE(at + 28);
      entries.push({
        name: file.toString('utf8', at + 46, at + 46 + nameLength),
        method: file.readUInt16LE(at + 10),
        size: file.readUInt32LE(at + 20),
        at: file.readUInt32LE(at + 42),
      });
      at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
    }
    return entries;
  } catch {
    throw unreadable();
  }
}

const unreadable = () => new Problem('roster-unreadable', { reason: 'XLSX' });
