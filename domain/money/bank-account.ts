import { comparableName } from '../listings/listing.ts';

/** Where money goes to, or comes from. Personal data where its owner is a person. */
export interface BankAccount {
  bankName: string;
  accountName: string;
  accountNumber: string;
  /** 联行号: 12 digits where it is a CNAPS code. */
  bankCode?: string;
}

/** Names the figure that says whether the name of the account has to be the claimant's. */
export const payeeFigure = 'payee-compared';

/** Whether an account is in another name, however both are typed. */
export const isOtherPayee = ({ accountName }: Pick<BankAccount, 'accountName'>, name: string): boolean =>
  comparableName(accountName) !== comparableName(name);
