import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { Bilingual } from '../../domain/messages/message.ts';

export const languages = ['zh', 'en'] as const;
export type Language = (typeof languages)[number];

/** Chinese and English stand side by side where a page says something: `say('提交', 'Submit')`, or what the system has in both. */
export interface Say {
  (zh: string, en: string): string;
  (text: Bilingual): string;
}

const cookie = 'language';

/** What `?lang=` asks for, and is kept; else what was kept; else what the browser asks for; else Chinese. */
export function languageOf(c: Context): Language {
  const asked = languages.find((one) => one === c.req.query('lang'));
  if (asked) {
    setCookie(c, cookie, asked, { path: '/', sameSite: 'Lax', maxAge: 365 * 86_400 });
    return asked;
  }
  const kept = languages.find((one) => one === getCookie(c, cookie));
  if (kept) return kept;
  const [first] = (c.req.header('Accept-Language') ?? '').split(/[,;]/);
  return first?.toLowerCase().startsWith('en') ? 'en' : 'zh';
}

export function sayIn(language: Language): Say {
  return (text: string | Bilingual, en?: string) => {
    if (typeof text === 'string') return language === 'zh' ? text : (en ?? text);
    return text[language];
  };
}
