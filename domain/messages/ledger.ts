import type { MessageTemplate } from './message.ts';

/** Refusals that concern the months of the ledger. */
export const ledgerMessages = {
  'month-format': {
    status: 422,
    zh: '月份格式应为 2020-05。',
    en: 'A month is written like 2020-05.',
  },
  'month-not-over': {
    status: 409,
    zh: '{period} 尚未结束，不能结账。请自 {from} 起办理。',
    en: '{period} is not over and cannot be closed. Close it from {from} on.',
  },
  'month-before-books': {
    status: 409,
    zh: '{period} 及以前没有任何分录，无需结账。请核对月份、地区和资金。',
    en: 'Nothing was ever booked until the end of {period}, so there is nothing to close. Check the month, the place and the fund.',
  },
  'month-closed': {
    status: 409,
    zh: '账簿已结账至 {closed}，{period} 不能再次结账。请核对月份；更正请以冲销分录记入首个未结月份。',
    en: 'The books are closed until {closed}, so {period} cannot be closed again. Check the month; corrections are reversal postings in the first open month.',
  },
  'earlier-month-open': {
    status: 409,
    zh: '{earlier} 有分录且尚未结账。请先对 {earlier} 结账。',
    en: '{earlier} has postings and is not closed. Close {earlier} first.',
  },
  'ledger-broken': {
    status: 409,
    zh: '账簿校验未通过，不能结账：{zh}。请先运行 npm run ledger:verify 查明原因。',
    en: 'The ledger does not verify and cannot be closed: {en}. Run npm run ledger:verify and find out why first.',
  },
  'books-differ': {
    status: 409,
    zh: '账簿与业务数据不符，不能结账。不符的科目：{accounts}。请先查明差额原因，再以分录更正。',
    en: 'The ledger does not say what the other tables say, so it cannot be closed. Accounts that differ: {accounts}. Find out why and correct it by a posting first.',
  },
} satisfies Record<string, MessageTemplate>;
