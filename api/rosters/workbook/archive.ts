import { setImmediate } from 'node:timers/promises';
import { createInflateRaw } from 'node:zlib';
import type { Room } from './room.ts';
import { unreadable } from './unreadable.ts';

/** The parts of a workbook, which is a ZIP archive. */
export interface Archive {
  has(name: string): boolean;
  /** The text of a part in pieces; others get a turn before each. `read` is told how much of it has been read. @throws Problem `roster-unreadable` */
  text(name: string, read?: (share: number) => void): AsyncGenerator<string>;
}

interface Part {
  packed: Buffer;
  isStored: boolean;
}

const pieceBytes = 16 * 1024;

/** @throws Problem `roster-unreadable` */
export function openArchive(file: Buffer, take: Room): Archive {
  const parts = partsOf(file);
  return {
    has: (name) => parts.has(name),
    async *text(name, read) {
      const part = parts.get(name);
      if (!part) throw unreadable();
      const decoder = new TextDecoder();
      for await (const [piece, share] of piecesOf(part)) {
        await setImmediate();
        // As it comes: the sizes that an archive states may be lies.
        take(piece.byteLength);
        read?.(share);
        yield decoder.decode(piece, { stream: true });
      }
      yield decoder.decode();
    },
  };
}

/** Unpacked pieces, and how much of the packed bytes has gone into them. */
async function* piecesOf({ packed, isStored }: Part): AsyncGenerator<[Uint8Array, number]> {
  if (isStored) {
    for (let to = pieceBytes; to < packed.byteLength + pieceBytes; to += pieceBytes)
      yield [packed.subarray(to - pieceBytes, to), Math.min(1, to / packed.byteLength)];
    return;
  }
  const inflate = createInflateRaw({ chunkSize: pieceBytes });
  inflate.end(packed);
  try {
    for await (const piece of inflate) yield [piece, inflate.bytesWritten / packed.byteLength];
  } catch {
    throw unreadable();
  }
}

const endOfDirectory = Buffer.from('PK\x05\x06', 'latin1');
const directoryEntry = 0x02014b50;
const [stored, deflated] = [0, 8];

/** By the directory at the end. What needs ZIP64 is no roster: its places are beyond the file. @throws Problem `roster-unreadable` */
function partsOf(file: Buffer): Map<string, Part> {
  try {
    const end = file.lastIndexOf(endOfDirectory);
    const count = file.readUInt16LE(end + 10);
    const parts = new Map<string, Part>();
    for (let i = 0, at = file.readUInt32LE(end + 16); i < count; i++) {
      if (file.readUInt32LE(at) !== directoryEntry) throw unreadable();
      const nameLength = file.readUInt16LE(at + 28);
      // Some programs write it as Windows has it.
      const name = file
        .toString('utf8', at + 46, at + 46 + nameLength)
        .replaceAll('\\', '/')
        .replace(/^\//, '');
      parts.set(name, partAt(file, at));
      at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
    }
    return parts;
  } catch {
    throw unreadable();
  }
}

function partAt(file: Buffer, entry: number): Part {
  const method = file.readUInt16LE(entry + 10);
  if (method !== stored && method !== deflated) throw unreadable();
  const header = file.readUInt32LE(entry + 42);
  const from = header + 30 + file.readUInt16LE(header + 26) + file.readUInt16LE(header + 28);
  return { packed: file.subarray(from, from + file.readUInt32LE(entry + 20)), isStored: method === stored };
}
