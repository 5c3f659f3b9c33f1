import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { matchedRoutes } from 'hono/route';
import type { Bilingual } from '../../domain/messages/message.ts';
import { MiB } from '../body.ts';
import type { WebEnv } from './env.ts';
import { partsOf } from './multipart.ts';
import { page } from './parts/layout.tsx';
import { Note } from './parts/show.tsx';

/** Stands before the handler of a page whose form carries files. */
export const takesFiles: MiddlewareHandler<WebEnv> = (_, next) => next();

/** A form without files. */
const formMiB = 1;
/** The longest roster that the API takes, and the form around it. */
const filesMiB = 65;
/** What is typed or pasted into one form: the longest roster as text. */
const typedMiB = 16;
/** Fields and files of one form: several for each person that a page shows. */
const mostParts = 5_000;

const form = limitOf(formMiB);
const files = limitOf(filesMiB);

/** Whoever nobody knows, and every form that carries no files, is read no further than a form is long. */
export const bounded: MiddlewareHandler<WebEnv> = (c, next) => (bringsFiles(c) ? files : form)(c, next);

/** Behind it: a form is taken apart only where that is no more than a form has. */
export const countable: MiddlewareHandler<WebEnv> = async (c, next) => {
  const excess = isMultipart(c) && (await excessOf(c));
  return excess ? tooLarge(c, excess) : next();
};

const isMultipart = (c: Context<WebEnv>) => /^multipart\/form-data *(;|$)/i.test(c.req.header('Content-Type') ?? '');

const bringsFiles = (c: Context<WebEnv>) =>
  c.var.session !== null && isMultipart(c) && matchedRoutes(c).some(({ handler }) => handler === takesFiles);

/** What a form has too much of, told before it is taken apart; null: nothing. */
async function excessOf(c: Context<WebEnv>): Promise<Bilingual | null> {
  let parts = 0;
  let typed = 0;
  for (const { isFile, bytes } of partsOf(Buffer.from(await c.req.arrayBuffer()), c.req.header('Content-Type')!)) {
    parts += 1;
    if (!isFile) typed += bytes;
    if (parts > mostParts)
      return {
        zh: `表单超过 ${mostParts} 项，没有接收。请分次提交，或改为上传文件。`,
        en: `The form has more than ${mostParts} parts, and was not taken. Send it in several steps, or upload a file.`,
      };
    if (typed > typedMiB * MiB)
      return {
        zh: `填写或粘贴的文字超过 ${typedMiB} MB，没有接收。请改为上传文件。`,
        en: `What was typed or pasted is larger than ${typedMiB} MB, and was not taken. Upload it as a file.`,
      };
  }
  return null;
}

function limitOf(most: number) {
  const why = {
    zh: `提交的内容超过 ${most} MB，没有接收。`,
    en: `What was sent is larger than ${most} MB, and was not taken.`,
  };
  return bodyLimit({ maxSize: most * MiB, onError: (c: Context<WebEnv>) => tooLarge(c, why) });
}

function tooLarge(c: Context<WebEnv>, why: Bilingual) {
  const { say, session } = c.var;
  const title = say('内容过大', 'Too large');
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      <Note tone="bad">
        {say(why)} {!session && say('上传文件须先登录。', 'Sign in before you upload files.')}
      </Note>
    </>,
    413,
  );
}
