import type { Actor } from './auth/tokens.ts';

/** Somebody is about to read personal data in clear, or in part. */
export interface Disclosure<T> {
  actor: Actor;
  /** What it belongs to. */
  of: { claimId: string } | { fileId: string } | { disbursementId: string } | { register: string };
  purpose:
    | 'dossier'
    | 'file'
    | 'reasons'
    | 'objections-and-findings'
    | 'payment-return'
    | 'recovery'
    | 'bank-file'
    | 'register';
  /** The persons of the roster that are shown, by ref; left out where it is not about single persons. */
  persons?: (opened: T) => readonly string[];
  /** Reads it. Everything is decided by then: who may not read it has not come here. */
  open: () => Promise<T>;
}

/** The one way in which a call of the API opens personal data for who asks: what is said of it here can be kept. */
export function disclose<T>({ open }: Disclosure<T>): Promise<T> {
  return open();
}
