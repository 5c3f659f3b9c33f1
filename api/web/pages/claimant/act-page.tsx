import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import type { ProblemBody } from '../../../problem.ts';
import type { Site, WebEnv } from '../../env.ts';
import type { Say } from '../../language.ts';
import { takesFiles } from '../../limits.tsx';
import { taskNames } from '../../names.ts';
import { ActForm } from '../../parts/form.tsx';
import { page } from '../../parts/layout.tsx';
import { posted } from '../../parts/posted.ts';
import { DaysLeft, ProblemNote, Until } from '../../parts/show.tsx';
import { Refused } from '../../remote.ts';
import type { Claim } from './acts.tsx';
import { draftOf, keptAlong, type OpenDraft, SaveDraft, saveDraft, saving, versionIn } from './drafts.tsx';
import { demandClaimant } from './law.ts';
import { type Posted, textIn } from './schema.ts';

/** What the fields of an act are shown with. */
export interface Asked {
  c: Context<WebEnv>;
  claim: Claim;
  /** As it was typed, when it is shown again. */
  form: Posted;
  problem?: ProblemBody;
  /** What was saved of it before. */
  draft: OpenDraft | null;
}

/** What a page is made of: `about` is what it has read. */
export interface Drawn<About> extends Asked {
  now: string;
  about: About;
}

interface ClaimantActPage<About> {
  act: string;
  /** Whether the form ends with a signature. */
  signed?(claim: Claim): boolean;
  /** On the button. */
  send: { zh: string; en: string };
  danger?: boolean;
  /** What is saved of it half filled in, where it can be, and what of it cannot be kept; without it, it cannot. @throws Refused */
  half?(
    asked: Asked,
    key: string,
  ): Promise<{ form: Record<string, unknown>; rosterId?: string; problem?: ProblemBody }>;
  /** What the form and what stands below it are made of. */
  read?(asked: Asked): Promise<About>;
  fields(drawn: Drawn<About>): Promise<Child> | Child;
  /** What stands on the page below the form. */
  below?(drawn: Drawn<About>): Promise<Child> | Child;
  /** It is not what the claim's deadline is for. */
  untimed?: true;
  /** What became of it stands below; otherwise it leads back to the claim. */
  stays?: true;
  /** Does it: calls the API with what was typed; `again`: only the form was changed, and is shown as it now stands. @throws Refused */
  take(asked: Asked, key: string): Promise<'again' | undefined>;
}

/** A page for an act of the claimant: its form, and the same form again with what is wrong when the API refuses. */
export function claimantActPage<About = undefined>(site: Site, of: ClaimantActPage<About>): void {
  const path = `/claims/:id{C[0-9a-z]+}/${of.act}`;
  const begin = async (c: Context<WebEnv>) => {
    const claim = await claimHere(c);
    return { c, claim, draft: of.half ? await draftOf(c, claim.id) : null };
  };
  site.get(path, async (c) => show(of, { ...(await begin(c)), form: {} }));
  site.post(path, takesFiles, async (c) => {
    const asked: Asked = { ...(await begin(c)), form: await posted(c) };
    const { claim, form } = asked;
    const key = textIn(form, 'key');
    try {
      if (of.half && textIn(form, 'do') === saving) {
        const { problem, ...half } = await of.half(asked, key);
        if (problem) throw new Refused(problem);
        await saveDraft(c, { claimId: claim.id, ...versionIn(form), ...half }, key);
        return c.redirect(`/claims/${claim.id}/${of.act}`, 303);
      }
      if ((await of.take(asked, key)) === 'again') return show(of, { ...asked, draft: await keepHalf(of, asked, key) });
      return c.redirect(`/claims/${claim.id}${of.stays ? `/${of.act}` : ''}`, 303);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { problem } = error;
      const draft = problem.code === 'wrong-stage' ? asked.draft : await keepHalf(of, asked, key);
      return show(of, { ...asked, draft, problem });
    }
  });
}

/** What was sent and not taken is the draft: who leaves to put something right first finds it again. */
async function keepHalf(
  { half }: Pick<ClaimantActPage<unknown>, 'half'>,
  asked: Asked,
  key: string,
): Promise<OpenDraft | null> {
  if (!half) return null;
  return keptAlong(asked.draft, async () => {
    const { problem, ...found } = await half(asked, key);
    return saveDraft(asked.c, { claimId: asked.claim.id, ...versionIn(asked.form), ...found }, key);
  });
}

export const BackToClaim = ({ id, say }: { id: string; say: Say }) => (
  <p>
    <a href={`/claims/${id}`}>{say(`返回申报 ${id}`, `Back to claim ${id}`)}</a>
  </p>
);

export async function claimHere(c: Context<WebEnv>): Promise<Claim> {
  demandClaimant(c);
  return c.var.remote.get<Claim>(`/v1/claims/${c.req.param('id')}`);
}

async function show<About>(of: ClaimantActPage<About>, asked: Asked) {
  const { c, claim, form, problem } = asked;
  const { say, remote } = c.var;
  const title = say(taskNames[of.act]!);
  const [{ now }, about] = await Promise.all([remote.get<{ now: string }>('/v1/clock'), of.read?.(asked)]);
  const drawn: Drawn<About> = { ...asked, now, about: about as About };
  return page(
    c,
    title,
    <>
      <BackToClaim id={claim.id} say={say} />
      <h1>{title}</h1>
      {claim.dueAt && !of.untimed && (
        <p>
          {say('期限：', 'Due: ')}
          <Until at={claim.dueAt} />
          <DaysLeft {...{ now, until: claim.dueAt, say }} />
        </p>
      )}
      {problem && <ProblemNote problem={problem} say={say} />}
      <ActForm action={`/claims/${claim.id}/${of.act}`} upload idempotencyKey={textIn(form, 'key') || randomUUID()}>
        {await of.fields(drawn)}
        <div class="actions">
          <button type="submit" class={of.danger ? 'danger' : undefined}>
            {say(of.send)}
          </button>
          {of.half && <SaveDraft {...{ saved: asked.draft, signed: of.signed?.(claim), say }} />}
        </div>
      </ActForm>
      {await of.below?.(drawn)}
    </>,
    problem ? (problem.status as 422) : 200,
  );
}
