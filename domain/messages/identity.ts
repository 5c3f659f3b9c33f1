import type { MessageTemplate } from './message.ts';

/** Faults of persons, codes, rosters and dates. None of them repeats the value that is wrong: it may be personal. */
export const identityMessages = {
  'name-missing': {
    zh: '缺少姓名。请填写身份证上的姓名。',
    en: 'The name is missing. Enter it as on the identity card.',
  },
  'sex-invalid': { zh: '性别缺失或无效。请填写男或女。', en: 'The sex is missing or not valid. Enter male or female.' },
  'id-number-missing': {
    zh: '缺少身份证号码。请填写18位号码。',
    en: 'The ID number is missing. Enter all 18 characters.',
  },
  'id-number-length': {
    zh: '身份证号码应为18位（17位数字加校验码）。请对照证件更正；15位旧号码请换为18位。',
    en: 'An ID number has 18 characters: 17 digits and a check character. Correct it from the card; replace an old 15-digit number by the new one.',
  },
  'id-number-region': {
    zh: '身份证号码开头的地区码不存在。请对照证件更正。',
    en: 'The ID number begins with a region that does not exist. Correct it from the card.',
  },
  'id-number-birth-date': {
    zh: '身份证号码中的出生日期不存在。请对照证件更正。',
    en: 'The birth date inside the ID number does not exist. Correct it from the card.',
  },
  'id-number-checksum': {
    zh: '身份证号码的校验码不符，可能有一位数字录错。请对照证件更正。',
    en: 'The check character of the ID number does not fit; a digit is probably mistyped. Correct it from the card.',
  },
  'id-number-sex-mismatch': {
    zh: '性别与身份证号码第17位不一致。请更正性别或号码。',
    en: 'The sex does not agree with the 17th digit of the ID number. Correct the sex or the number.',
  },
  'under-age': {
    zh: '{on}时未满{age}周岁，不能参加。请将此人从名册中删除。',
    en: 'On {on} this person is under {age} and cannot take part. Remove the person from the roster.',
  },
  'mobile-missing': { zh: '缺少手机号码。请填写11位号码。', en: 'The mobile number is missing. Enter its 11 digits.' },
  'mobile-invalid': {
    zh: '手机号码应为以1开头的11位数字。请更正。',
    en: 'A mobile number has 11 digits and begins with 1. Correct it.',
  },
  'duplicate-in-roster': {
    zh: '与名册第{row}人是同一个身份证号码。每人只能出现一次，请删除多余的一行或更正号码。',
    en: 'Row {row} has the same ID number. Each person may appear once: remove one row or correct the number.',
  },
  'credit-code-invalid': {
    zh: '统一社会信用代码无效：应为18位，且校验码相符。请对照营业执照更正。',
    en: 'The unified social credit code is not valid: it has 18 characters and a check character that must fit. Correct it from the business licence.',
  },
  'calendar-unavailable': {
    status: 422,
    zh: '{year}年的工作日历尚未收录，无法计算该年的期限。请核对日期，或待国务院办公厅公布该年节假日安排并收录后再试。',
    en: 'There is no working-day calendar for {year}, so deadlines in that year cannot be computed. Check the date, or try again when the holidays of that year are published and loaded.',
  },
  'deadline-not-yet-computable': {
    zh: '该期限跨入{year}年，该年的工作日历尚未收录，暂不能确定截止日。该年节假日安排公布并收录后再查询。',
    en: 'The deadline reaches into {year}, whose working-day calendar is not loaded yet, so its last day is not known. Ask again when the holidays of that year are published and loaded.',
  },
} satisfies Record<string, MessageTemplate>;
