import type { MessageTemplate } from './message.ts';

/** Refusals of what is handed in: rosters and files. */
export const intakeMessages = {
  'roster-unreadable': {
    status: 422,
    zh: '无法读取名册文件：{reason}。请用 UTF-8 或 GB18030 编码的 CSV、XLSX 或 JSON 重新上传。',
    en: 'The roster file cannot be read: {reason}. Upload CSV in UTF-8 or GB18030, XLSX or JSON.',
  },
  'roster-columns-missing': {
    status: 422,
    zh: '名册缺少必需的列：{columns}。请在第一行补充表头。',
    en: 'The roster lacks required columns: {columns}. Add them to the header row.',
  },
  'roster-columns-duplicate': {
    status: 422,
    zh: '名册中这些列表示同一内容：{columns}。请只保留一列。',
    en: 'These columns of the roster mean the same: {columns}. Keep one of them.',
  },
  'roster-unpacks-too-large': {
    status: 413,
    zh: '该 XLSX 文件解压后超过 {limit}。请改用 CSV 上传。',
    en: 'This XLSX file unpacks to more than {limit}. Upload it as CSV instead.',
  },
  'draft-taken': {
    status: 409,
    zh: '该草稿已经提交、正在提交或已删除。请在申报列表中查看。',
    en: 'This draft was handed in, is being handed in, or was deleted. Look at the list of claims.',
  },
  'draft-changed': {
    status: 409,
    zh: '您打开之后，这份草稿已由 {by} 保存过（可能在另一个窗口），您的内容没有存入。要以您的内容为准，请再保存或提交一次；否则请重新打开草稿。',
    en: 'After you had opened this draft it was saved by {by}, perhaps in another window; what you typed was not saved. Save or send once more to put it in its place, or open the draft anew.',
  },
  'drafts-full': {
    status: 409,
    zh: '草稿已有 {limit} 份。请先提交或删除不再需要的草稿。',
    en: 'There are {limit} drafts already. Hand in or delete what is no longer needed.',
  },
  'roster-or-roster-id': {
    status: 422,
    zh: '请提供 roster 或 rosterId 之一。',
    en: 'Give either roster or rosterId.',
  },
  'roster-rows-refused': {
    status: 422,
    zh: '名册中有 {rejected} 行不符合要求，详见 errors。请改正后重新提交，本次未受理。',
    en: 'The roster has rows that are not as required: {rejected}, see errors. Correct them and send again; nothing was handed in.',
  },
  'reason-required': {
    status: 422,
    zh: '退回或不予通过须选择事由（reasonCode）并写明说明（reason），以便申报单位改正。',
    en: 'A return or rejection needs `reasonCode` and `reason`, so that the claimant knows what to correct.',
  },
  'reason-contradicts': {
    status: 422,
    zh: '所选事由与决定不一致。请选择与该决定相符的事由。',
    en: 'The ground is one of another decision. Choose one that speaks for this one.',
  },
  'file-empty': {
    status: 422,
    zh: '文件没有内容。请重新选择文件上传。',
    en: 'The file is empty. Choose the file again and upload it.',
  },
  'person-unknown': {
    status: 404,
    zh: '本地没有保存该身份证号码人员的信息，或姓名与保存的不符。请核对号码和姓名；其他地区的信息由当地答复。',
    en: 'This place holds nothing about a person with this ID number, or holds it under another name. Check number and name; what other places hold, they tell.',
  },
  'person-erased': {
    status: 410,
    zh: '该人员所在申报的保存期已满，姓名和联系方式已删除，无可更正。',
    en: 'The time of every claim that names this person is over and who they are was erased: there is nothing to put right.',
  },
  'correction-unknown': {
    status: 404,
    zh: '本地没有编号如此的更正。请核对编号。',
    en: 'This place has no correction with this number. Check the number.',
  },
  'correction-decided': {
    status: 409,
    zh: '该更正已有决定，无需再次办理。',
    en: 'This correction is decided already; nothing remains to be done.',
  },
  'correction-empty': {
    status: 422,
    zh: '没有需要更正的内容：请填写与现有记录不同的姓名、手机号码或平台账号。',
    en: 'There is nothing to put right: give a name, mobile or platform account that differs from what is held.',
  },
  'dossier-erased': {
    status: 410,
    zh: '该申报的档案保存期已满，已于 {date} 删除个人信息。金额、明细和办理记录仍可查询。',
    en: 'The time for which this dossier is kept is over; personal data was erased on {date}. Amounts, lines and acts can still be read.',
  },
  'file-erased': {
    status: 410,
    zh: '该文件的保存期已满，内容已删除。',
    en: 'The time for which this file is kept is over, and its content was erased.',
  },
  'accounts-erased': {
    status: 410,
    zh: '该批次中有已过保存期的申报，其账户信息已删除，无法再生成银行文件。发放台账仍可查询。',
    en: 'This batch has claims whose accounts were erased after their time, so its file can no longer be written. The register still tells what was paid.',
  },
  'file-type-mismatch': {
    status: 422,
    zh: '文件内容不是其名称或类型所说的 {contentType}。请核对文件，必要时另存为该格式后重新上传。',
    en: 'The content is not {contentType}, as its name or type says. Check the file, or save it in that form, and upload it again.',
  },
  'file-cut-off': {
    status: 422,
    zh: '文件不完整，无法作为 {contentType} 打开。请在本机打开核对后重新上传。',
    en: 'The file is cut off and cannot be opened as {contentType}. Open it on your machine to check it, and upload it again.',
  },
} satisfies Record<string, MessageTemplate>;
