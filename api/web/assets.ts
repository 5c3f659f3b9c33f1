import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compress } from 'hono/compress';
import type { Site } from './env.ts';

const own = fileURLToPath(new URL('./assets', import.meta.url));
const font = join(dirname(createRequire(import.meta.url).resolve('@fontsource-variable/noto-sans-sc/package.json')));

const files = {
  'style.css': { type: 'text/css; charset=utf-8', bytes: readFileSync(join(own, 'style.css')) },
  'enhance.js': { type: 'text/javascript; charset=utf-8', bytes: readFileSync(join(own, 'enhance.js')) },
} as const;

type Asset = keyof typeof files;

/** The address of a file of ours, which changes with its content: a browser keeps it for good. */
export const assetUrl = (name: Asset): string => `/assets/${name}?v=${versions[name]}`;

const versions = Object.fromEntries(
  Object.entries(files).map(([name, { bytes }]) => [
    name,
    createHash('sha256').update(bytes).digest('hex').slice(0, 12),
  ]),
) as Record<Asset, string>;

const forGood = 'public, max-age=31536000, immutable';

/** Style, script and the Chinese font, from this process alone. The font is cut into pieces, of which a browser fetches those that a page needs. */
export function assetRoutes(site: Site): void {
  // Pages are not compressed: the length of what somebody reads would tell of it.
  site.use('/assets/*', compress());
  for (const [name, { type, bytes }] of Object.entries(files))
    site.get(
      `/assets/${name}`,
      () => new Response(new Uint8Array(bytes), { headers: { 'Content-Type': type, 'Cache-Control': forGood } }),
    );
  const css = readFileSync(join(font, 'index.css'), 'utf8').replaceAll('url(./files/', 'url(/assets/font/');
  site.get('/assets/font/index.css', (c) => {
    return c.body(css, 200, { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': 'public, max-age=86400' });
  });
  const pieces = new Set(readdirSync(join(font, 'files')));
  site.get('/assets/font/:piece', (c) => {
    const piece = c.req.param('piece');
    if (!pieces.has(piece)) return c.notFound();
    const headers = { 'Content-Type': 'font/woff2', 'Cache-Control': forGood };
    return new Response(new Uint8Array(readFileSync(join(font, 'files', piece))), { headers });
  });
}
