/** Where money goes to, or comes from. Personal data where its owner is a person. */
export interface BankAccount {
  bankName: string;
  accountName: string;
  accountNumber: string;
  /** 联行号: 12 digits where it is a CNAPS code. */
  bankCode?: string;
}
