import type { MessageTemplate } from './message.ts';

/** Refusals that concern a call itself: who asks, in what form, and whether the system can answer now. */
export const callMessages = {
  'idempotency-key-required': {
    status: 400,
    zh: '缺少 Idempotency-Key 请求头。请为每次提交生成一个唯一值，重试时使用同一个值。',
    en: 'The Idempotency-Key header is missing. Send one unique value per act and repeat the same value when you retry.',
  },
  'idempotency-key-reused': {
    status: 422,
    zh: '该 Idempotency-Key 已用于内容不同的请求。请为新的内容使用新的值。',
    en: 'This Idempotency-Key was used for a request with another body. Use a new value for new content.',
  },
  'idempotency-key-invalid': {
    status: 400,
    zh: 'Idempotency-Key 须为 1 至 200 个可见 ASCII 字符。',
    en: 'Idempotency-Key must be 1 to 200 visible ASCII characters.',
  },
  'changed-meanwhile': {
    status: 409,
    zh: '自您打开以来内容已有变化，未作出任何决定。请重新查看现在的内容，再作决定。',
    en: 'This has changed since you opened it, so nothing was decided. Read what stands now, then decide.',
  },
  'request-running': {
    status: 503,
    zh: '使用该 Idempotency-Key 的第一次请求仍在处理。请稍后用同一值重试，重复提交是安全的。',
    en: 'The first request with this Idempotency-Key is still running. Try again shortly; repeating with the same key is safe.',
  },
  'audit-log-unavailable': {
    status: 503,
    zh: '审计日志暂时无法写入，因此未显示、未办理任何内容。请稍后重试；持续出现时请联系系统管理员。',
    en: 'The audit log cannot be written now, so nothing was shown or done. Try again shortly; tell whoever runs the system if it goes on.',
  },
  'malformed-json': {
    status: 400,
    zh: '请求内容不完整或格式有误，无法读取。请完整地重新提交；JSON 请检查引号、逗号和括号。',
    en: 'The body is cut off or malformed. Send it whole; in JSON check quotes, commas and brackets.',
  },
  'invalid-input': {
    status: 422,
    zh: '部分字段不符合要求，详见 errors。请改正后重新提交，本次未受理。',
    en: 'Some fields are not as required, see errors. Correct them and send again; nothing was handed in.',
  },
  'date-out-of-range': {
    status: 422,
    zh: '日期须在 1900 年至 2199 年之间。请核对年份。',
    en: 'Dates must lie in the years 1900 to 2199. Check the year.',
  },
  'unsupported-media-type': {
    status: 415,
    zh: '不支持该内容类型。请使用 {allowed}。',
    en: 'This content type is not supported. Use {allowed}.',
  },
  'body-too-large': {
    status: 413,
    zh: '内容超过上限 {limit}。请减小内容，大名册请先用 POST /v1/rosters 上传。',
    en: 'The content is over the limit of {limit}. Make it smaller; upload large rosters with POST /v1/rosters first.',
  },
  'body-too-slow': {
    status: 408,
    zh: '上传中断超过 {seconds} 秒，已停止接收，数据未保存。请检查网络后重新提交。',
    en: 'Nothing arrived for {seconds} seconds, so the upload was given up; nothing was stored. Check the network and send it again.',
  },
  'too-many-requests': {
    status: 429,
    zh: '请求过于频繁。请在 {seconds} 秒后重试。',
    en: 'Too many calls. Try again in {seconds} seconds.',
  },
  'not-found': {
    status: 404,
    zh: '未找到所请求的内容。请核对地址和编号。',
    en: 'Nothing was found here. Check the address and the id.',
  },
  'metrics-elsewhere': {
    status: 404,
    zh: '监控指标不在此端口提供，由运维人员在 API_METRICS_ADDRESS 设定的内网地址读取。',
    en: 'Figures for monitoring are not told on this port, but on the inner address that API_METRICS_ADDRESS names.',
  },
  'method-not-allowed': {
    status: 405,
    zh: '该地址不支持 {method} 方法。可用的方法：{allowed}。',
    en: 'This address does not take {method}. Use {allowed}.',
  },
  'token-required': {
    status: 401,
    zh: '需要登录。请在 Authorization 头中提供 Bearer 令牌。',
    en: 'Please sign in: send a bearer token in the Authorization header.',
  },
  'token-invalid': {
    status: 401,
    zh: '令牌无效或已过期。请重新获取令牌。',
    en: 'The token is not valid or has expired. Get a new one.',
  },
  'token-claim-missing': {
    status: 422,
    zh: '角色 {role} 的令牌需要 {field}。请补充该字段。',
    en: 'A token of role {role} needs {field}. Add this field.',
  },
  'token-claim-unfit': {
    status: 422,
    zh: '角色 {role} 的令牌中 {field} 无法读取。请使其为一段文字，不得为空或为列表。',
    en: 'The {field} in this token of role {role} cannot be read. Make it one text, neither empty nor a list.',
  },
  'token-role-unknown': {
    status: 403,
    zh: '令牌的 {field} 未给出本系统的角色。可用的角色：{allowed}。请由身份提供方更正。',
    en: 'The {field} of this token names no role of this service. Roles are: {allowed}. Have the identity provider correct it.',
  },
  'api-key-invalid': {
    status: 401,
    zh: '密钥无效、已过期或已吊销。请由企业人员登录后新建密钥。',
    en: 'The key is not valid, has expired or was revoked. Somebody of the enterprise has to sign in and make another.',
  },
  'api-key-scope-missing': {
    status: 403,
    zh: '该密钥无权执行此操作。需要的权限：{needed}；现有权限：{given}。“—”表示只能由人员登录后办理。',
    en: 'This key may not do this. It needs the scope {needed} and has {given}. Where “—” is needed, a person has to sign in.',
  },
  'api-key-shown-once': {
    zh: '密钥只显示这一次，请立即妥善保存。',
    en: 'The key is shown this once. Keep it safe now.',
  },
  'api-key-not-repeated': {
    zh: '密钥只在首次答复中显示，此为重复答复。若未收到，请吊销该密钥并用新的 Idempotency-Key 新建。',
    en: 'The key was in the first answer only; this one repeats it. If it was lost, revoke it and make another with a new Idempotency-Key.',
  },
  'api-key-expiry': {
    zh: '有效期须晚于当前时间且最长 {days} 天。请更正 expiresAt。',
    en: 'It has to end after now and within {days} days. Correct `expiresAt`.',
  },
  'role-not-allowed': {
    status: 403,
    zh: '您的角色（{role}）不能执行此操作。允许的角色：{allowed}。',
    en: 'Your role ({role}) may not do this. Allowed roles: {allowed}.',
  },
  'own-filing-review': {
    status: 403,
    zh: '不能审核本人提交的申报。请由其他审核人员办理。',
    en: 'Nobody reviews what they filed themselves. Another reviewer has to decide.',
  },
  'refusal-reason-required': {
    status: 422,
    zh: '不同意须说明理由，以便有关人员知道如何处理。请填写 reason 后重新提交。',
    en: 'A refusal needs a reason, so that those concerned know what to do. Give `reason` and send again.',
  },
  'second-person-required': {
    status: 403,
    zh: '提交人不能批准同一批次。请由另一人批准。',
    en: 'Who submitted this batch cannot approve it. Another person has to approve.',
  },
  'clock-moving': {
    status: 503,
    zh: '演练时钟正在推进，业务暂停。请稍后用同一 Idempotency-Key 重试，重复提交是安全的。',
    en: 'The rehearsal clock is moving and acts are paused. Try again shortly; repeating with the same key is safe.',
  },
  'clock-backwards': {
    status: 409,
    zh: '演练时钟只能向前。当前业务时间为 {now}。',
    en: 'The rehearsal clock only moves forward. Business time is now {now}.',
  },
  'clock-stuck': {
    status: 503,
    zh: '演练时钟未能全部到达目标时间，未到达的流程：{workflows}。请检查 worker 后重试。',
    en: 'The rehearsal clock could not bring every workflow to the target. Not arrived: {workflows}. Check the worker and try again.',
  },
  'rehearsal-only': {
    status: 404,
    zh: '该功能仅在演练模式下可用。',
    en: 'This call exists in rehearsal mode only.',
  },
  'service-unavailable': {
    status: 503,
    zh: '后台服务暂时不可用。请稍后用同一 Idempotency-Key 重试，重复提交是安全的。',
    en: 'The service behind this call is not available now. Try again later; repeating with the same key is safe.',
  },
  'not-ready': {
    status: 503,
    zh: '尚未就绪，以下服务不可用：{services}。原因见日志。',
    en: 'Not ready: {services} cannot be used now. The log says why.',
  },
  'sealed-value-altered': {
    status: 500,
    zh: '{row} 的 {field} 无法解密：数据库中的值被改动，或被移到了别处。本次操作未作任何改动。请联系管理员，处理办法见 docs/operating.md。',
    en: '{row}: {field} does not open: it was altered in the database, or moved there from elsewhere. Nothing was done. Tell the administrator; docs/operating.md says what to do.',
  },
  'person-index-differs': {
    status: 503,
    zh: '人员索引正在更新，或本系统所用的索引密钥（PERSON_INDEX_KEY）与数据库不符，暂时不能接收人员名册。请稍后重试；若持续出现请联系管理员。',
    en: 'Rosters cannot be taken now: people get a new index, or this process has another PERSON_INDEX_KEY than its database. Try again later; if it stays, tell the administrator.',
  },
  'internal-error': {
    status: 500,
    zh: '系统内部错误，已记录。请用同一 Idempotency-Key 重试，重复提交是安全的；若仍失败请联系管理员并提供编号 {ref}。',
    en: 'An internal error was recorded. Repeating with the same key is safe; if it fails again, tell the administrator the reference {ref}.',
  },
} satisfies Record<string, MessageTemplate>;
