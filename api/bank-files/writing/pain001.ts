import type { BankAccount } from '../../../domain/money/bank-account.ts';
import type { BankOrder, OrderedPayment } from '../../../domain/money/bank-file.ts';
import { decimalYuan } from '../../../domain/money/yuan.ts';
import { messageIdOf } from '../message-id.ts';

export const pain001Namespace = 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09';

/** A message of ISO 20022: customer credit transfer initiation, one payment information for the whole batch, booked as one. */
export async function* pain001(
  order: BankOrder & { debtor: { account: BankAccount } },
  payments: AsyncIterable<OrderedPayment>,
): AsyncGenerator<string> {
  yield opening(order);
  for await (const payment of payments) yield transfer(payment);
  yield '</PmtInf>\n</CstmrCdtTrfInitn>\n</Document>\n';
}

function opening({
  batchId,
  createdAt,
  count,
  totalFen,
  debtor: { name, account },
}: BankOrder & { debtor: { account: BankAccount } }): string {
  const id = messageIdOf(batchId);
  const totals = `<NbOfTxs>${count}</NbOfTxs><CtrlSum>${decimalYuan(totalFen)}</CtrlSum>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="${pain001Namespace}">
<CstmrCdtTrfInitn>
<GrpHdr><MsgId>${id}</MsgId><CreDtTm>${createdAt}</CreDtTm>${totals}<InitgPty>${nameOf(name)}</InitgPty></GrpHdr>
<PmtInf><PmtInfId>${id}</PmtInfId><PmtMtd>TRF</PmtMtd><BtchBookg>true</BtchBookg>${totals}
<ReqdExctnDt><Dt>${createdAt.slice(0, 10)}</Dt></ReqdExctnDt>
<Dbtr>${nameOf(account.accountName)}</Dbtr><DbtrAcct>${numberOf(account)}<Ccy>CNY</Ccy></DbtrAcct><DbtrAgt>${bankOf(account)}</DbtrAgt>
`;
}

function transfer(payment: OrderedPayment): string {
  const { paymentId, accountName, amountFen, purpose } = payment;
  return `<CdtTrfTxInf><PmtId><EndToEndId>${escaped(paymentId)}</EndToEndId></PmtId><Amt><InstdAmt Ccy="CNY">${decimalYuan(amountFen)}</InstdAmt></Amt>\
<CdtrAgt>${bankOf(payment)}</CdtrAgt><Cdtr>${nameOf(accountName)}</Cdtr><CdtrAcct>${numberOf(payment)}</CdtrAcct>\
<RmtInf><Ustrd>${escaped(purpose)}</Ustrd></RmtInf></CdtTrfTxInf>
`;
}

const nameOf = (name: string) => `<Nm>${escaped(name)}</Nm>`;
const numberOf = ({ accountNumber }: BankAccount) => `<Id><Othr><Id>${escaped(accountNumber)}</Id></Othr></Id>`;

/** By its code in the national payment system (CNAPS), else by its name and whatever code was given. */
function bankOf({ bankName, bankCode }: BankAccount): string {
  const cnaps = bankCode && isCnapsCode(bankCode);
  const member = cnaps
    ? `<ClrSysMmbId><ClrSysId><Cd>CNAPS</Cd></ClrSysId><MmbId>${bankCode}</MmbId></ClrSysMmbId>`
    : '';
  const other = bankCode && !cnaps ? `<Othr><Id>${escaped(bankCode)}</Id></Othr>` : '';
  return `<FinInstnId>${member}${nameOf(bankName)}${other}</FinInstnId>`;
}

/** 联行号 */
export const isCnapsCode = (code: string) => /^\d{12}$/.test(code);

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => entities[sign]!);
