import type { Context } from 'hono';
import type { WebEnv } from '../env.ts';
import type { Say } from '../language.ts';

/** A paper as each kind of file that there is of it. `name`: what it is, for who does not see what stands around. */
export function PaperLinks({
  path,
  name,
  say,
  formats = ['pdf', 'xlsx'],
}: {
  path: string;
  name: string;
  say: Say;
  formats?: readonly string[];
}) {
  return (
    <>
      {formats.map((format, i) => (
        <>
          {i > 0 && ' · '}
          <a
            href={`${path}?format=${format}`}
            aria-label={`${say('下载', 'Download')} ${name} ${format.toUpperCase()}`}
          >
            {format.toUpperCase()}
          </a>
        </>
      ))}
    </>
  );
}

/** Passes on a file of the API in the format that was asked for. */
export function paperFile(c: Context<WebEnv>, path: string): Promise<Response> {
  const format = c.req.query('format');
  return c.var.remote.raw(format ? `${path}?${new URLSearchParams({ format })}` : path);
}

/** The path of the API for a part of the address. */
export const segment = (c: Context<WebEnv>, name: string) => encodeURIComponent(c.req.param(name) ?? '');
