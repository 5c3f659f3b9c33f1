import type { Vault } from './vault.ts';

const closed = (): never => {
  throw new Error('this process has no keys of personal data: give its pool a vault');
};

/** For processes that neither read nor write personal data. */
export const closedVault: Vault = {
  seal: closed,
  open: closed,
  openField: closed,
  sealBytes: closed,
  openBytes: closed,
  personIndex: closed,
  certificateIndex: closed,
  keyId: '',
  indexMark: '',
  indexProof: '',
};
