import type { Context } from 'hono';
import type { Site, WebEnv } from './env.ts';

/**
 * A form that was refused is shown at the address to which it was sent. Where that has no page of its own, who reloads it or asks for the other
 * language is led to the page above it, on which the form stands.
 */
export function leadToForms(site: Site): void {
  const pathsOf = (method: string) => new Set(site.routes.flatMap((one) => (one.method === method ? [one.path] : [])));
  const pages = pathsOf('GET');
  for (const act of pathsOf('POST')) {
    if (pages.has(act)) continue;
    let page = act;
    while (page !== '' && !pages.has(page)) page = page.slice(0, page.lastIndexOf('/'));
    const depth = page.split('/').length;
    site.get(act, (c: Context<WebEnv>) => {
      const { pathname, search } = new URL(c.req.url);
      return c.redirect(`${pathname.split('/').slice(0, depth).join('/') || '/'}${search}`);
    });
  }
}
