import type { Instant } from '../calendar/date.ts';

/** What a register of certificates is asked. Personal data: it is sent over TLS only and never logged. */
export interface CertificateQuestion {
  kind: string;
  number: string;
  name?: string;
  idNumber?: string;
}

/** What it says. */
export interface CertificateAnswer {
  found: boolean;
  /** It belongs to the person who was named. */
  matches: boolean;
  revoked: boolean;
  /** Real time. */
  checkedAt: Instant;
  /** By which the register finds its answer again. */
  reference: string | null;
}

export interface CertificateRegistry {
  /** @throws RegistryFailure when there is no answer; asking later may help */
  verify(question: CertificateQuestion): Promise<CertificateAnswer>;
}

/** Why there is no answer, as a log may tell it: `timeout`, `http-503`, `answer-garbled`, `ECONNREFUSED`. */
export class RegistryFailure extends Error {
  override readonly name = 'RegistryFailure';

  readonly code: string;

  constructor(code: string) {
    super(`the certificate register gives no answer: ${code}`);
    this.code = code;
  }
}

export type Refutation = 'certificate-not-found' | 'certificate-mismatch' | 'certificate-revoked';

/** What speaks against a certificate; undefined: it is confirmed. */
export function refutation({ found, matches, revoked }: CertificateAnswer): Refutation | undefined {
  if (!found) return 'certificate-not-found';
  if (revoked) return 'certificate-revoked';
  return matches ? undefined : 'certificate-mismatch';
}
