import type { Context } from 'hono';
import type { Bilingual } from '../../../../domain/messages/message.ts';
import type { WebEnv } from '../../env.ts';
import { Note } from '../../parts/show.tsx';

/** A secret, in the only answer that has it; null when the form was sent again. */
export function Secret({
  c,
  name,
  secret,
  messages,
  back,
}: {
  c: Context<WebEnv>;
  name: string;
  secret: string | null;
  messages: Bilingual;
  back: string;
}) {
  const { say } = c.var;
  return (
    <>
      <h1>{name}</h1>
      <Note tone="warn">{say(messages)}</Note>
      {secret && (
        <pre tabindex={0} id="secret">
          {secret}
        </pre>
      )}
      <p>
        <a class="button second" href={back}>
          {say('已保存，返回', 'It is kept: back')}
        </a>
      </p>
    </>
  );
}
