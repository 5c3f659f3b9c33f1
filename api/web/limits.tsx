import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { matchedRoutes } from 'hono/route';
import { MiB } from '../body.ts';
import type { WebEnv } from './env.ts';
import { page } from './parts/layout.tsx';
import { Note } from './parts/show.tsx';

/** Stands before the handler of a page whose form carries files. */
export const takesFiles: MiddlewareHandler<WebEnv> = (_, next) => next();

/** A form without files. */
const formMiB = 1;
/** The longest roster that the API takes, and the form around it. */
const filesMiB = 65;

const form = limitOf(formMiB);
const files = limitOf(filesMiB);

/** Whoever nobody knows, and every form that carries no files, is read no further than a form is long. */
export const bounded: MiddlewareHandler<WebEnv> = (c, next) => (bringsFiles(c) ? files : form)(c, next);

const bringsFiles = (c: Context<WebEnv>) =>
  c.var.session !== null &&
  /^multipart\/form-data *(;|$)/i.test(c.req.header('Content-Type') ?? '') &&
  matchedRoutes(c).some(({ handler }) => handler === takesFiles);

function limitOf(most: number) {
  return bodyLimit({ maxSize: most * MiB, onError: (c: Context<WebEnv>) => tooLarge(c, most) });
}

function tooLarge(c: Context<WebEnv>, most: number) {
  const { say, session } = c.var;
  const title = say('内容过大', 'Too large');
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      <Note tone="bad">
        {say(`提交的内容超过 ${most} MB，没有接收。`, `What was sent is larger than ${most} MB, and was not taken.`)}{' '}
        {!session && say('上传文件须先登录。', 'Sign in before you upload files.')}
      </Note>
    </>,
    413,
  );
}
