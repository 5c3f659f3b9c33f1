/** What reviewers are told about certificates. */
const codes: readonly string[] = [
  'certificate-number-format',
  'certificate-number-person',
  'certificate-number-reused',
  'certificate-unverified',
  'certificate-not-found',
  'certificate-mismatch',
  'certificate-revoked',
];

export const isCertificateFinding = (code: string): boolean => codes.includes(code);

interface Certificate {
  claim_id: string;
  ref: string;
  number_index: string;
}

/** A finding on a certificate is about one number of one person: with another number it is another finding. */
export const aboutNumber = ({ claim_id, ref, number_index }: Certificate) => ({
  ...{ claim_id, ref },
  about: number_index.slice(-8),
});
