import { Problem } from '../../domain/problem.ts';
import type { KeyRing } from '../../sealing/key-ring.ts';
import type { Context } from './context.ts';
import { certificateIndex, type IndexKey, indexMark, personIndex } from './index-key.ts';
import { type Sealed, sealBytes, sealedIn, sealedInBytes, sealValue, unseal } from './seal.ts';

/** Which row a value stands in, for who has to mend it: `payments P0123456789ABCDEF0123`. */
export type Place = string;

/**
 * Seals personal data on its way into the database and opens it on its way out. Every top-level field of a `personal` column is sealed by
 * itself, so that SQL still copies columns and picks fields. What was stored before there were keys is read as it is.
 */
export interface Vault {
  seal(fields: object, context: Context): Record<string, string | null>;
  /** Opens every field. @throws Problem `sealed-value-altered`, or KeyMissing */
  open<T>(stored: T, context: Context, place: Place): T;
  /** Opens one field that SQL has picked; null stays null. @throws as `open` */
  openField<T>(stored: T, field: string, context: Context, place: Place): T;
  sealBytes(bytes: Buffer, field: string, context: Context): Buffer;
  openBytes(stored: Buffer, field: string, context: Context, place: Place): Buffer;
  /** Id of the key under which is sealed. */
  readonly keyId: string;
  /** The keyed hash under which a person is found again. */
  personIndex(idNumber: string): string;
  /** The keyed hash under which a certificate's number is found again. */
  certificateIndex(kind: string, number: string): string;
  /** What all indexes under the current key begin with. */
  readonly indexMark: string;
  /** Tells two keys of the index apart without telling either. */
  readonly indexProof: string;
}

/** A setting is missing: repeating helps once it is there, so activities wait for it. */
export class KeyMissing extends Error {
  override readonly name = 'KeyMissing';
  /** What a log may tell. */
  readonly code: string;

  constructor(keyId: string, source: string, place: Place) {
    super(
      `${place} is sealed under key ${keyId}, which is not in ${source}. Add it there and start API and worker anew.`,
    );
    this.code = `key ${keyId} is missing, ${place}`;
  }
}

export interface VaultOptions {
  ring: KeyRing;
  indexKey: IndexKey;
  /** Refuses what is not sealed: nobody can put a plain account in the place of a sealed one. */
  refusePlain?: boolean;
}

export function createVault({ ring, indexKey, refusePlain = false }: VaultOptions): Vault {
  const unsealed = (sealed: Sealed, field: string, context: Context, place: Place) => {
    const key = ring.find(sealed.keyId);
    if (!key) throw new KeyMissing(sealed.keyId, ring.source, place);
    const content = unseal(sealed, key, context, field);
    if (!content) throw altered(place, field);
    return content;
  };
  const plain = <T>(stored: T, field: string, place: Place) => {
    if (refusePlain) throw altered(place, field);
    return stored;
  };
  const openField = <T>(stored: T, field: string, context: Context, place: Place): T => {
    if (stored === null || stored === undefined) return stored;
    const sealed = sealedIn(stored);
    if (!sealed) return plain(stored, field, place);
    return JSON.parse(unsealed(sealed, field, context, place).toString('utf8')) as T;
  };
  return {
    openField,
    seal(fields, context) {
      const sealed: [field: string, value: string | null][] = [];
      for (const [field, value] of Object.entries(fields)) {
        if (value === undefined) continue;
        sealed.push([field, value === null ? null : sealValue(value, ring.current, context, field)]);
      }
      return Object.fromEntries(sealed);
    },
    open: <T>(stored: T, context: Context, place: Place): T =>
      stored &&
      (Object.fromEntries(
        Object.entries(stored).map(([field, value]) => [field, openField(value, field, context, place)]),
      ) as T),
    sealBytes: (bytes, field, context) => sealBytes(bytes, ring.current, context, field),
    openBytes(stored, field, context, place) {
      const sealed = sealedInBytes(stored);
      return sealed ? unsealed(sealed, field, context, place) : plain(stored, field, place);
    },
    keyId: ring.current.id,
    personIndex: (idNumber) => personIndex(idNumber, indexKey),
    certificateIndex: (kind, number) => certificateIndex(kind, number, indexKey),
    indexMark: indexMark(indexKey),
    indexProof: personIndex('proof', indexKey),
  };
}

/** Nothing that a retry could change: an act is refused, and whoever mends it reads which row it is. */
const altered = (place: Place, field: string) => new Problem('sealed-value-altered', { row: place, field });
