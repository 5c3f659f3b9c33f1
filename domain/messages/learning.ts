import type { MessageTemplate } from './message.ts';

/** What training platforms are told of what they send, and what reviewers read of it. */
export const learningMessages = {
  'webhook-headers-missing': {
    status: 400,
    zh: '缺少 webhook-id、webhook-timestamp 或 webhook-signature 请求头，或格式不对；上传文件还须有 content-sha256。请按接口说明签名。',
    en: 'A header webhook-id, webhook-timestamp or webhook-signature is missing or has the wrong form; a file needs content-sha256 as well. Sign as the documentation of the connector says.',
  },
  'webhook-timestamp-outside': {
    status: 401,
    zh: '签名时间与当前时间相差超过 {seconds} 秒。请校准时钟，重试时重新签名。',
    en: 'It was signed more than {seconds} seconds before or after now. Set the clock, and sign anew when you send again.',
  },
  'webhook-signature-invalid': {
    status: 401,
    zh: '签名不正确，或没有该接入、接入或密钥已停用。请核对密钥，并对原样发送的字节签名。',
    en: 'The signature is wrong, or there is no such connector, or it or its secret is revoked. Check the secret, and sign the very bytes that you send.',
  },
  'content-hash-differs': {
    zh: '文件的 SHA-256 与 content-sha256 不一致，未保存任何内容。请重新计算后上传。',
    en: 'The SHA-256 of the file is not the one in content-sha256; nothing was stored. Compute it again and upload.',
  },
  'learning-file-unreadable': {
    zh: '文件无法读取（{reason}），未保存任何内容。请使用 UTF-8 的 CSV 或 JSON Lines。',
    en: 'The file cannot be read ({reason}); nothing was stored. Send CSV or JSON Lines in UTF-8.',
  },
  'event-invalid': {
    zh: '该事件不符合要求，详见 errors。请更正后用新的 eventId 或原 eventId 重发。',
    en: 'This event is not as required, see errors. Correct it and send it again.',
  },
  'event-content-differs': {
    zh: '该 eventId 已用于内容不同的事件，原事件保持不变。更正课程请用新的 eventId 和更高的 revision。',
    en: 'This eventId was used for an event that says something else; that one stands. Correct a lesson by a new eventId and a higher revision.',
  },
  'event-id-format': {
    zh: 'eventId 须为 1 至 100 个可见 ASCII 字符。请更正。',
    en: 'eventId has to be 1 to 100 visible ASCII characters. Correct it.',
  },
  'image-reference-format': {
    zh: '影像引用只能含字母、数字和 _ : / . -，最多 200 个字符，不得带参数。请更正。',
    en: 'A reference to an image has letters, digits and _ : / . - only, at most 200, and no parameters. Correct it.',
  },
  'device-hash-format': {
    zh: '设备须为 64 位小写十六进制的 SHA-256，不得发送设备本身的标识。请更正。',
    en: 'A device is told by a SHA-256 of 64 hexadecimal digits, never by its own identifier. Correct it.',
  },
  'class-unknown': {
    zh: '没有编号为 {classId} 的班级，或该接入不负责其所在地区，或其档案已删除。请核对 classId。',
    en: 'There is no class {classId}, or it is in a place that this connector does not speak for, or its dossier is erased. Check classId.',
  },
  'lessons-self-reported': {
    zh: '平台已提供该班学习记录，另有 {records} 条（{trainees} 人）由申报单位自行填报，须审核人员确认。',
    en: 'A platform tells of this class, and {records} learning records of {trainees} people were handed in by the claimant by hand; a reviewer has to clear this.',
  },
  'connector-secrets-two': {
    status: 409,
    zh: '已有两个有效密钥。请先停用旧的：POST …/secrets/{no}/revocation。',
    en: 'Two secrets are valid already. Revoke the old one first: POST …/secrets/{no}/revocation.',
  },
  'connector-revoked': {
    status: 409,
    zh: '该接入已停用，不能再使用。请新建接入。',
    en: 'This connector is revoked for good. Make a new one.',
  },
  'connector-secret-shown-once': {
    zh: '密钥仅显示这一次，请立即交给平台保存。',
    en: 'This is the only time the secret is shown. Hand it to the platform now.',
  },
  'connector-secret-not-repeated': {
    zh: '密钥只在第一次答复中显示。未收到的，请停用后重新生成。',
    en: 'The secret was in the first answer only. If it was lost, revoke it and make another.',
  },
} satisfies Record<string, MessageTemplate>;
