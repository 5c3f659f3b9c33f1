import { canonicalJson } from '../canonical.ts';

/** Whom an entry of an archive is for. */
export type Audience = 'all' | 'officials';

/** One file of a dossier, whole: what its hash is for who reads numbers in part too. */
export interface Sealed {
  path: string;
  /** SHA-256 of what stands in the dossier. */
  sha256: string;
  audience: Audience;
}

/** One file as it is in an archive. */
export interface ManifestEntry extends Sealed {
  bytes: number;
  /** SHA-256 of what stands in this archive; the same, unless numbers are shown in part. */
  shown: string;
}

/** `manifest.json`, the last entry of an archive. */
export interface Manifest {
  format: 'training-subsidy-claim-archive/1';
  claimId: string;
  stage: string;
  closed: boolean;
  /** Personal data was erased, and the entries that held it are gone. */
  erased: boolean;
  /** SHA-256 of `README.txt`, which is no part of the dossier. */
  readme: string;
  entries: ManifestEntry[];
  /** Papers laid out of the dossier when the archive was made, as it was shown: no part of what was put on record. */
  papers: { path: string; bytes: number; sha256: string }[];
  /** Entries of the dossier that the reader may not have. */
  withheld: string[];
  /** Where the claim's postings stand in the hash chains of the ledger. */
  ledger: { fund: string; seq: number; hash: string }[];
  /** Hash of the entries for everybody, by which the dossier is compared: `null` where some are withheld or erased. */
  sha256: string | null;
}

/** What a dossier's hash is made of. */
export const sealedText = (entries: readonly Sealed[]): string =>
  canonicalJson(entries.map(({ path, sha256, audience }) => ({ path, sha256, audience })));
