import { type Fault, fault } from '../problem.ts';
import type { BankFileFormat, OrderedPayment } from './bank-file.ts';

type Text = Exclude<keyof OrderedPayment, 'amountFen'>;

/** Code points that a message of ISO 20022 has room for. */
const room: Readonly<Record<Text, number>> = {
  paymentId: 35,
  accountName: 140,
  accountNumber: 34,
  bankName: 140,
  bankCode: 35,
  purpose: 140,
};

// Half a surrogate pair is no character; a private one means something else at the bank, and GB18030 has two codes for some.
const notEvenText = /\p{Cs}/u;
const unfit: Readonly<Record<BankFileFormat, RegExp>> = {
  csv: notEvenText,
  'csv-gb18030': /[\p{Cs}\p{Co}]/u,
  // XML has no code for control characters, and line breaks would come back as others.
  'pain.001': /[\p{Cs}\p{Cc}\u{FFFE}\u{FFFF}]/u,
};

/** Why a payment cannot be written in a format, one fault per field; never cut short, never replaced. Texts stay out of the sentences. */
export function unfitFields(format: BankFileFormat, payment: OrderedPayment): Fault[] {
  const { paymentId, amountFen } = payment;
  const faults = (Object.keys(room) as Text[]).flatMap((field) => unfitField(format, paymentId, field, payment[field]));
  if (Number.isSafeInteger(amountFen) && amountFen > 0) return faults;
  return [...faults, fault('bank-field-amount', { path: 'amountFen' }, { paymentId, amountFen })];
}

function unfitField(format: BankFileFormat, paymentId: string, field: Text, text: string | undefined): Fault[] {
  const at = { path: field };
  if (text === undefined) return [];
  if (unfit[format].test(text)) return [fault('bank-field-characters', at, { paymentId, field, format })];
  if (format !== 'pain.001') return [];
  if (text === '' && field !== 'bankCode') return [fault('bank-field-empty', at, { paymentId, field, format })];
  const most = room[field];
  if ([...text].length > most) return [fault('bank-field-too-long', at, { paymentId, field, most, format })];
  return [];
}
