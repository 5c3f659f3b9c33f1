import type { MessageTemplate } from './message.ts';

/** What claimants are told of the webhooks of their own systems. */
export const webhookMessages = {
  'webhook-url': {
    zh: '推送地址须为 https:// 开头的完整地址，不含用户名和密码。请更正。',
    en: 'The address has to be a whole one that begins with https://, without a user name or password. Correct it.',
  },
  'webhooks-too-many': {
    status: 409,
    zh: '启用中的推送已达 {most} 个。请先停用不再需要的。',
    en: 'There are {most} active webhooks. Deactivate one that is not needed any more first.',
  },
  'webhook-deactivated': {
    status: 409,
    zh: '该推送已停用，不能再使用。请新建。',
    en: 'This webhook is deactivated for good. Make a new one.',
  },
  'webhook-pings-too-many': {
    status: 409,
    zh: '还有 {most} 条测试消息未送达。请先检查接收系统，待其送达或停止重试后再发送。',
    en: 'There are {most} tests that have not arrived yet. See to the system that receives, and send another once they have arrived or failed.',
  },
  'webhook-replay-too-many': {
    status: 409,
    zh: '自该时间起共有 {count} 条，一次最多重新推送 {most} 条。请选择更晚的时间，或逐条重新推送。',
    en: 'There are {count} since then, and at most {most} are sent again at once. Choose a later instant, or send single ones again.',
  },
  'webhook-secret-shown-once': {
    zh: '密钥仅显示这一次，请立即保存到接收系统。',
    en: 'This is the only time the secret is shown. Keep it in the system that receives.',
  },
  'webhook-secret-not-repeated': {
    zh: '密钥只在第一次答复中显示。未收到的，请更换密钥。',
    en: 'The secret was in the first answer only. If it was lost, change it for another.',
  },
} satisfies Record<string, MessageTemplate>;
