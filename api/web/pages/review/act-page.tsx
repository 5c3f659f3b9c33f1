import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { type Reason, reasonName } from '../../../../domain/messages/reasons.ts';
import type { ProblemBody } from '../../../problem.ts';
import type { Site, WebEnv } from '../../env.ts';
import type { Say } from '../../language.ts';
import { doAct, nothingSent, type Refusal, type Sent } from '../../parts/act.ts';
import { Choice } from '../../parts/choice.tsx';
import { ActForm, chosen, Field } from '../../parts/form.tsx';
import { page } from '../../parts/layout.tsx';
import { Facts, Note, ProblemNote } from '../../parts/show.tsx';
import { decisionForm } from './return-mark.tsx';

/** A decision with its reasons, as the API reads it. */
export const decisionOf = (sent: Sent) => sent.some('decision', 'reasonCode', 'reason', 'revision');

/** Back in the queue, which says what was decided on the claim. */
export const decidedOn = (claimId: string) => (sent: Sent) =>
  `/review?${new URLSearchParams({ done: claimId, ...(sent.text('decision') && { as: sent.text('decision') }) })}`;

/** A form as it is drawn. */
export interface Drawn {
  c: Context<WebEnv>;
  sent: Sent;
  problem?: ProblemBody;
}

type Words = readonly [about: string, words: string];

/** One act of an official, on a page of its own with what it is about at its side. */
export interface OfficialActPage {
  title: string;
  /** Whose turn it is, before anything else. */
  above?: Child;
  /** What is to be known to decide; what is ticked in it belongs to the form `decision-form`. */
  about: Child | ((drawn: Drawn) => Child);
  /** Null: nothing is to be decided here by who reads. */
  form: ((drawn: Drawn) => Child) | null;
  /** Why there is none. */
  instead?: string;
  /** Where its form is sent, when it is shown elsewhere than there. */
  at?: string;
  /** The call of the API, and what it is sent. Where several acts follow one another on a page, the form says which it is. */
  call: string | ((sent: Sent) => string);
  body(sent: Sent): unknown;
  /** What is typed into its form beside ground and reason, and what each is about. */
  words?(sent: Sent): readonly Words[];
  /** Where what happened is seen. */
  done: string | ((sent: Sent) => string);
}

/** Shows the act at the address, and does it when its form is sent there. */
export function officialActPage(
  site: Site,
  path: string,
  load: (c: Context<WebEnv>) => Promise<OfficialActPage>,
): void {
  site.get(path, async (c) => showAct(c, await load(c)));
  site.post(path, async (c) => {
    const act = await load(c);
    let done = '';
    return doAct(
      c,
      (sent) => {
        done = typeof act.done === 'string' ? act.done : act.done(sent);
        const call = typeof act.call === 'string' ? act.call : act.call(sent);
        return c.var.remote.post(call, act.body(sent), sent.key);
      },
      () => done,
      async (refusal) => showAct(c, act, refusal),
    );
  });
}

export function showAct(c: Context<WebEnv>, act: OfficialActPage, refusal?: Partial<Refusal>) {
  const { sent = nothingSent, problem } = refusal ?? {};
  const { say } = c.var;
  return page(
    c,
    act.title,
    <>
      <h1>{act.title}</h1>
      {problem && <ProblemNote problem={problem} say={say} />}
      {act.above}
      <div class="sides">
        <div>{typeof act.about === 'function' ? act.about({ c, sent, problem }) : act.about}</div>
        <section class="card" aria-labelledby="decide">
          <h2 id="decide" tabindex={-1}>
            {say('办理', 'Decide')}
          </h2>
          {act.form ? (
            <ActForm id={decisionForm} action={act.at ?? c.req.path} idempotencyKey={sent.key || undefined}>
              {act.form({ c, sent, problem })}
              <div class="actions">
                <button type="submit">{say('确定', 'Confirm')}</button>
              </div>
            </ActForm>
          ) : (
            <>
              <Note>
                {act.instead ?? say('此处没有需要您办理的事项。', 'There is nothing for you to decide here.')}
              </Note>
              <GivenBack of={typedIn(sent, act, say)} say={say} />
            </>
          )}
        </section>
      </div>
    </>,
    problem ? (problem.status as 400) : 200,
  );
}

function typedIn(sent: Sent, { words }: OfficialActPage, say: Say): Words[] {
  const ground = sent.text('reasonCode');
  const typed: Words[] = [
    [say('事由', 'Ground'), ground && say(reasonName(ground))],
    [say('说明', 'In words'), sent.text('reason')],
    ...(words?.(sent) ?? []),
  ];
  return typed.filter(([, one]) => one !== '');
}

/** Whoever came too late has no form any more, but need not find the words again. */
function GivenBack({ of, say }: { of: readonly Words[]; say: Say }) {
  if (of.length === 0) return null;
  return (
    <>
      <h3>{say('您填写的内容（未生效）', 'What you typed (it has no effect)')}</h3>
      <Facts of={of.map(([about, words]) => [about, <span class="as-typed">{words}</span>])} />
    </>
  );
}

/** A field of the act, with what was typed and what is wrong with it. */
export function Given({
  drawn: { c, sent, problem },
  name,
  ...rest
}: { drawn: Drawn; name: string } & Omit<Parameters<typeof Field>[0], 'say' | 'problem' | 'value' | 'name'>) {
  return <Field {...rest} name={name} value={sent.text(name)} problem={problem} say={c.var.say} />;
}

/** One of few, with what was chosen and what is wrong with it. */
export function GivenChoice({
  drawn: { c, sent, problem },
  name,
  ...rest
}: { drawn: Drawn } & Omit<Parameters<typeof Choice>[0], 'say' | 'problem' | 'value'>) {
  return <Choice {...rest} name={name} value={sent.text(name)} problem={problem} say={c.var.say} />;
}

interface ReasonsProps {
  drawn: Drawn;
  of?: readonly Reason[];
  /** Apart for each decision that they speak for. */
  groups?: readonly { label: string; of: readonly Reason[] }[];
  required?: boolean;
  /** When it has to be given, where that depends on the decision. */
  needed?: string;
  /** Who reads the words. */
  hint?: string;
}

/** Why: a stable code that everybody is told, and words for who is concerned. */
export function Reasons({ drawn, of = [], groups = [], required, needed, hint }: ReasonsProps) {
  const { say } = drawn.c.var;
  const namedOf = (reasons: readonly Reason[]) => reasons.map(({ code, name }) => [code, say(name)] as const);
  const named = namedOf(of);
  const grouped = groups.map(({ label, of }) => ({ label, options: namedOf(of) }));
  // Nobody gives a reason by overlooking the field.
  const options = required ? chosen(named, say) : named;
  return (
    <>
      <Given
        drawn={drawn}
        name="reasonCode"
        label={say('事由', 'Ground')}
        options={options}
        groups={grouped}
        required={required}
        needed={needed}
      />
      <Given drawn={drawn} name="reason" label={say('说明', 'In words')} rows={4} {...{ hint, required, needed }} />
    </>
  );
}
