import type { MessageTemplate } from './message.ts';

/** What is wrong with one field of a body or a query: its form, before any rule looks at it. None of them repeats the value that was given. */
export const fieldMessages = {
  'field-missing': { zh: '缺少该字段。请补充后重新提交。', en: 'This field is missing. Add it and send again.' },
  'field-unknown': {
    zh: '没有名为 {field} 的字段。请核对拼写，或删除该字段。',
    en: 'There is no field {field} here. Check its spelling, or leave it out.',
  },
  'field-type': {
    zh: '该字段的类型不对，应为{zh}。请更正。',
    en: 'This field has the wrong type: it has to be {en}. Correct it.',
  },
  'field-integer': {
    zh: '该字段应为整数，不带小数；金额以分为单位。请更正。',
    en: 'This field has to be a whole number, without decimals; sums of money are in fen. Correct it.',
  },
  'field-choice': {
    zh: '该字段只能是以下之一：{choices}。请改为其中一项。',
    en: 'This field has to be one of: {choices}. Choose one of them.',
  },
  'column-choice': {
    zh: '“{column}”一栏只能填写：{zh}。请更正。',
    en: 'The column {column} takes one of: {en}. Correct it.',
  },
  'field-fixed': {
    zh: '该字段必须为 {value}。请确认后更正。',
    en: 'This field has to be {value}. Confirm it and correct the field.',
  },
  'field-empty': { zh: '该字段不能为空。请填写。', en: 'This field is empty. Fill it in.' },
  'text-too-short': {
    zh: '该字段至少 {minimum} 个字符。请补充完整。',
    en: 'This field needs at least {minimum} characters. Complete it.',
  },
  'text-too-long': {
    zh: '该字段最多 {maximum} 个字符。请缩短。',
    en: 'This field may have at most {maximum} characters. Shorten it.',
  },
  'number-too-small': {
    zh: '该字段不得小于 {minimum}。请更正。',
    en: 'This field must not be less than {minimum}. Correct it.',
  },
  'number-too-large': {
    zh: '该字段不得大于 {maximum}。请更正。',
    en: 'This field must not be more than {maximum}. Correct it.',
  },
  'list-too-short': {
    zh: '该列表至少要有 {minimum} 项。请补充。',
    en: 'This list has too few items; the least is {minimum}. Add what is missing.',
  },
  'list-too-long': {
    zh: '该列表最多 {maximum} 项。请减少或分次提交。',
    en: 'This list has too many items; the most is {maximum}. Send fewer, or in several calls.',
  },
  'date-format': {
    zh: '日期应为真实存在的日期，写作 YYYY-MM-DD，例如 2020-03-02。请更正。',
    en: 'This has to be a day that exists, written YYYY-MM-DD, for example 2020-03-02. Correct it.',
  },
  'instant-format': {
    zh: '时间应带时区，写作 2020-03-02T09:00:00+08:00。请更正。',
    en: 'This has to be a time with its offset, for example 2020-03-02T09:00:00+08:00. Correct it.',
  },
  'date-or-instant-format': {
    zh: '应为日期（如 2020-03-02）或带时区的时间（如 2020-03-02T09:00:00+08:00）。请更正。',
    en: 'This has to be a day (2020-03-02) or a time with its offset (2020-03-02T09:00:00+08:00). Correct it.',
  },
  'moment-written': {
    zh: '请写日期和时刻，例如 2020-03-02 19:00。',
    en: 'Write the day and the time, for example 2020-03-02 19:00.',
  },
  'minutes-written': { zh: '请写分钟数，例如 90，不带单位。', en: 'Write the minutes as a number, for example 90.' },
  'whole-number-written': {
    zh: '请写 {minimum} 至 {maximum} 之间的整数，不带单位。',
    en: 'Write a whole number from {minimum} to {maximum}, without its unit.',
  },
  'yuan-written': {
    zh: '请写金额，例如 1000 或 1000.50，不带逗号和单位。',
    en: 'Write the sum as 1000 or 1000.50, without commas and unit.',
  },
  'email-format': {
    zh: '电子邮箱地址无效，应类似 name@example.com。请更正。',
    en: 'This is not an e-mail address such as name@example.com. Correct it.',
  },
  'text-one-line': {
    zh: '该字段应为一行文字，不含换行等控制字符。请重新填写。',
    en: 'This field has to be one line of text without control characters. Enter it again.',
  },
  'text-unseen': {
    zh: '该字段含有不可见的字符（如零宽空格）。请删除后重新填写。',
    en: 'This field has characters that nobody sees, such as zero-width spaces. Delete them and enter it again.',
  },
  'text-turning': {
    zh: '该字段含有改变文字方向的控制字符。请删除后重新填写。',
    en: 'This field has characters that turn the direction of text. Delete them and enter it again.',
  },
  'text-unstorable': {
    zh: '文字中含有无法保存的字符（空字符或不完整的字符）。请删除后重新填写。',
    en: 'The text holds a character that cannot be stored (NUL, or half a character). Remove it and enter the text again.',
  },
  'nested-too-deep': {
    zh: '内容嵌套过深，没有表单需要这么多层。请核对结构。',
    en: 'This is nested deeper than any form. Check the structure of the body.',
  },
  'slug-format': {
    zh: '名称应为小写字母、数字和连字符，例如 wuxi。可用的名称见 GET /v1/jurisdictions。',
    en: 'A name here has small letters, digits and hyphens, for example wuxi. GET /v1/jurisdictions lists the known ones.',
  },
  'reason-code-format': {
    zh: 'reasonCode 应为 1 至 60 个字母、数字、点、下划线或连字符，例如 roster-incomplete。请把说明写在 reason 中。',
    en: 'A reasonCode has 1 to 60 letters, digits, dots, underscores or hyphens, for example roster-incomplete. Put the explanation into reason.',
  },
  'subject-format': {
    zh: 'subject 应为 1 至 80 个字母、数字或 . _ @ - 字符，例如 li-wen。请更正。',
    en: 'A subject has 1 to 80 letters, digits or the characters . _ @ -, for example li-wen. Correct it.',
  },
  'cursor-invalid': {
    zh: '翻页标记无效。请原样使用上一页的 nextCursor，或从第一页开始。',
    en: 'This cursor is not of this list. Use nextCursor of the page before as it is, or begin with the first page.',
  },
  'field-invalid': {
    zh: '该字段的格式不对。请对照 GET /v1/jurisdictions/{slug} 或 /docs 中的表单和示例更正。',
    en: 'This field does not have its form. Compare it with the form and its example in GET /v1/jurisdictions/{slug} or /docs.',
  },
} satisfies Record<string, MessageTemplate>;
