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

/** Why a payment cannot be written in a format, one fault per field; never cut short, never replaced. */
export function unfitFields(format: BankFileFormat, payment: OrderedPayment): Fault[] {
  const { paymentId, amountFen, ...texts } = payment;
  const faults = unfitTexts(format, paymentId, { paymentId, ...texts });
  if (Number.isSafeInteger(amountFen) && amountFen > 0) return faults;
  return [...faults, fault('bank-field-amount', { path: 'amountFen' }, { paymentId, amountFen })];
}

/** The same for some of the texts; `of` is named in the sentences, what stands in the fields is not. */
export function unfitTexts(format: BankFileFormat, of: string, texts: Partial<Record<Text, string>>): Fault[] {
  return (Object.keys(room) as Text[]).flatMap((field) => unfitField(format, of, field, texts[field]));
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
