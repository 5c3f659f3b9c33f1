import { visitor } from './visitor.ts';

/** A page as somebody came to it by links alone. */
export interface Walked {
  path: string;
  status: number;
  html: string;
}

/** Of one kind of page, which have all but their ids and what is asked in common, so many are opened. */
const perKind = 1;

const elsewhere = /^\/(assets|docs|v1|files|sign-in)\b|[?&]lang=|\/papers?\b|\/(file|bank-file|archive|export|html)$/;
const kindOf = (path: string) => path.replace(/\/[^/?]*\d[^/?]*/g, '/:id').replace(/=[^&]*/g, '=');
const plain = (text: string) =>
  text.replace(
    /&(quot|#39|lt|gt|amp);/g,
    (_, name: string) => ({ quot: '"', '#39': "'", lt: '<', gt: '>', amp: '&' })[name]!,
  );

/** Signs in at a rehearsal and follows every link of every page. */
export async function* walk(base: string, who: Record<string, string>, language: string): AsyncGenerator<Walked> {
  const person = visitor(base);
  await person.go('/sign-in', { method: 'POST', headers: { Origin: base }, body: new URLSearchParams(who) });
  const seen = new Map<string, number>();
  const ahead = ['/'];
  for (let path = ahead.shift(); path !== undefined; path = ahead.shift()) {
    const answer = await person.go(path, { headers: { 'Accept-Language': language } });
    const html = await answer.text();
    if (!answer.headers.get('content-type')?.startsWith('text/html')) continue;
    yield { path, status: answer.status, html };
    for (const [, href] of html.matchAll(/ href="(\/[^"]*)"/g)) {
      const to = plain(href!).replace(/#.*/, '');
      const kind = kindOf(to);
      if (elsewhere.test(to) || seen.has(to) || (seen.get(kind) ?? 0) >= perKind) continue;
      seen.set(kind, (seen.get(kind) ?? 0) + 1);
      seen.set(to, 1);
      ahead.push(to);
    }
  }
}

/** What a person reads or hears of a page below its menu. What is marked as code is meant for whoever asks the operator. */
export function readable(html: string): string[] {
  const body = html.slice(html.indexOf('<main')).replace(/<(script|style|code|pre|textarea)\b[\s\S]*?<\/\1>/g, '\n');
  const heard = [...body.matchAll(/(?:aria-label|placeholder|title|alt)="([^"]*)"/g)].map(([, text]) => text!);
  return [...body.replace(/<[^>]*>/g, '\n').split('\n'), ...heard].map((text) => plain(text).trim()).filter(Boolean);
}
