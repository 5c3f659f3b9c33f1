import { serializeSigned } from 'hono/utils/cookie';
import { decodeJwt } from 'jose';
import type { Page } from 'playwright-core';
import type { Actor } from '../../../api/auth/tokens.ts';
import type { Office } from '../../api/support/office.ts';
import type { Front } from './browser.ts';

/** The cookie of somebody who has signed in. */
export async function sessionOf({ api }: Office, actor: Partial<Actor>): Promise<string> {
  const { Authorization } = await api.bearer(actor);
  const token = Authorization!.slice('Bearer '.length);
  const signed = await serializeSigned('session', `${decodeJwt(token).exp}.${token}`, 'of-a-test session', {});
  return /^session=([^;]*)/.exec(signed)![1]!;
}

/** A browser of somebody whom the rehearsal's own people do not include. */
export async function signedIn({ office, browser, url }: Front, actor: Partial<Actor>): Promise<Page> {
  const context = await browser.newContext({ baseURL: url, locale: 'zh-CN' });
  await context.addCookies([{ name: 'session', value: await sessionOf(office, actor), url }]);
  return context.newPage();
}
