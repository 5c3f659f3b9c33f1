import type { ClaimRow } from '../../db/claims/claims.ts';
import type { Queryable } from '../../db/pool.ts';
import type { Audience } from '../../domain/archive/manifest.ts';
import type { Piece } from './pieces.ts';

/** One file of a dossier. Its pieces are read when it is written, one after the other. */
export interface Entry {
  path: string;
  audience: Audience;
  /** Holds what an erasure takes. */
  personal?: boolean;
  /** A document as somebody uploaded it: nothing in it can be shown in part. */
  document?: boolean;
  /** For the README: what it is, in Chinese and English. */
  about: [zh: string, en: string];
  pieces(): AsyncIterable<Piece>;
}

export type Of = { db: Queryable; claim: ClaimRow };

/** What everybody who reads the dossier is given. */
export function entry(path: string, about: Entry['about'], pieces: Entry['pieces']): Entry {
  return { path, audience: 'all', about, pieces };
}
