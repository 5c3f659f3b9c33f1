import { serializeSigned } from 'hono/utils/cookie';
import { decodeJwt } from 'jose';
import type { Page } from 'playwright-core';
import type { Actor } from '../../../api/auth/tokens.ts';
import type { Front } from './browser.ts';

/** A browser of somebody whom the rehearsal's own people do not include. */
export async function signedIn({ office, browser, url }: Front, actor: Partial<Actor>): Promise<Page> {
  const { Authorization } = await office.api.bearer(actor);
  const token = Authorization!.slice('Bearer '.length);
  const signed = await serializeSigned('session', `${decodeJwt(token).exp}.${token}`, 'of-a-test session', {});
  const [, value] = /^session=([^;]*)/.exec(signed)!;
  const context = await browser.newContext({ baseURL: url, locale: 'zh-CN' });
  await context.addCookies([{ name: 'session', value: value!, url }]);
  return context.newPage();
}
