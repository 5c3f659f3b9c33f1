import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import type { ProblemBody } from '../../../problem.ts';
import type { RosterForeseenAnswer } from '../../../rosters/foreseen.ts';
import type { Site, WebEnv } from '../../env.ts';
import { takesFiles } from '../../limits.tsx';
import { ActForm } from '../../parts/form.tsx';
import { page } from '../../parts/layout.tsx';
import { posted } from '../../parts/posted.ts';
import { Note, ProblemNote } from '../../parts/show.tsx';
import { Unpaid } from '../../parts/unpaid.tsx';
import { Refused } from '../../remote.ts';
import type { SiteDeps } from '../../site.tsx';
import { unsigned } from './commitment.tsx';
import {
  demandUnchanged,
  draftHere,
  keptAlong,
  type OpenDraft,
  RosterInForm,
  rosterIn,
  SaveDraft,
  saveDraft,
  saving,
  versionIn,
} from './drafts.tsx';
import { FilingFields, readFiling } from './filing-form.tsx';
import { demandClaimant, type Place, type Programme, programmeIn } from './law.ts';
import { rosterHead } from './people.ts';
import { readPosted, textIn } from './schema.ts';
import { addressOf, Steps } from './steps.tsx';

interface Shown {
  value: Record<string, unknown>;
  draft: OpenDraft | null;
  /** The roster that was imported last. */
  rosterId: string | undefined;
  key?: string;
  problem?: ProblemBody;
}

/** The third step: the filing form of the programme, made of the pack's own; left half filled in, it is a draft. */
export function filingPages(site: Site, { mode }: Pick<SiteDeps, 'mode'>): void {
  site.get('/claims/new/:place/:programme/form', async (c) => {
    const law = await lawHere(c);
    const draft = await draftHere(c);
    const isExample = mode === 'rehearsal' && c.req.query('example') === 'true';
    const given = draft ? unsigned(draft.form) : isExample ? law.programme.forms.filing.example : {};
    const rosterId = c.req.query('roster') ?? draft?.rosterId ?? undefined;
    return show(c, mode, law, { value: begun(c, law.programme, given), draft, rosterId });
  });
  site.post('/claims/new/:place/:programme/form', takesFiles, async (c) => {
    const law = await lawHere(c);
    const draft = await draftHere(c);
    const form = await posted(c);
    const key = textIn(form, 'key');
    const { value, problem, rowsChanged } = await readFiling(c, law.programme, form);
    const { place, programme } = law;
    const rosterId = rosterIn(form);
    const where = {
      jurisdiction: place.slug,
      programme: programme.slug,
      rosterId,
      draftId: c.req.query('draft'),
    };
    const half = { ...where, ...(where.draftId && versionIn(form)), form: value };
    // What was sent and not taken is the draft: who leaves to put something right first finds it again.
    const again = async (wrong?: ProblemBody) => {
      const kept = await keptAlong(draft, () => saveDraft(c, half, key));
      return show(c, mode, law, { value, draft: kept, rosterId, key, problem: wrong });
    };
    if (rowsChanged || problem) return again(problem);
    try {
      if (textIn(form, 'do') === saving) {
        const { id } = await saveDraft(c, half, key);
        return c.redirect(addressOf(place, programme, '/form', new URLSearchParams({ draft: id })), 303);
      }
      demandUnchanged(draft, form);
      const { id } = await c.var.remote.post<{ id: string }>('/v1/claims', { ...where, filing: value }, key);
      return c.redirect(`/claims/${id}`, 303);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return await again(error.problem);
    }
  });
}

async function lawHere(c: Context<WebEnv>) {
  demandClaimant(c);
  return programmeIn(c, c.req.param('place')!, c.req.param('programme')!);
}

/** What is known before anybody types: what the first steps have asked, and who has signed in. */
function begun(c: Context<WebEnv>, { claimant, forms }: Programme, given: Record<string, unknown>) {
  const asked = Object.fromEntries(new URL(c.req.url).searchParams);
  const answers = (readPosted(forms.filing.schema, '', asked) ?? {}) as Record<string, object>;
  const { uscc } = c.var.session!;
  const own = claimant === 'institution' ? 'institution' : 'enterprise';
  const value: Record<string, unknown> = { ...given };
  for (const [name, fields] of Object.entries(answers)) value[name] = { ...(given[name] as object), ...fields };
  if (uscc && forms.filing.schema.properties?.[own]) value[own] = { ...(value[own] as object), uscc };
  return value;
}

async function show(
  c: Context<WebEnv>,
  mode: SiteDeps['mode'],
  { place, programme }: { place: Place; programme: Programme },
  { value, draft, rosterId, key, problem }: Shown,
) {
  const { say } = c.var;
  const asked = new URL(c.req.url).searchParams;
  if (draft) asked.set('draft', draft.id);
  const training = (value.training ?? {}) as PlannedClass;
  const [roster, foreseen] = rosterId
    ? await Promise.all([rosterHead(c, rosterId), foreseenOf(c, rosterId, training)])
    : [null, null];
  // What a form says in which nothing stands yet says nothing about anybody.
  const isTyped = Boolean(draft || problem);
  // Until somebody says otherwise, whoever is on the roster is to be trained.
  const asksCount = programme.forms.filing.schema.properties?.training?.properties?.plannedHeadCount;
  const planned =
    asksCount && roster ? { ...value, training: { plannedHeadCount: roster.accepted, ...training } } : value;
  const toRoster = addressOf(place, programme, '/roster', asked, opening(training.classOpensOn));
  const title = say('备案表', 'Filing form');
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      <Steps {...{ at: 2, place, programme, say }} />
      {problem && <ProblemNote problem={problem} say={say} />}
      {roster ? (
        <Note tone="good">
          {say(`名册已导入：${roster.accepted} 人。`, `The roster is in: ${roster.accepted} people.`)}{' '}
          <a href={toRoster} data-with-draft="roster">
            {say('重新导入', 'Import another one')}
          </a>
        </Note>
      ) : (
        <Note tone="warn">
          {say('还没有名册，请先', 'There is no roster yet: ')}
          <a href={toRoster} data-with-draft="roster">
            {say('导入名册', 'import it first')}
          </a>
          {say('。', '.')}
        </Note>
      )}
      {!draft && (
        <noscript>
          <p class="hint">
            {say('离开本页之前，请先在页末保存草稿。', 'Save the draft, at the end of this page, before you leave it.')}
          </p>
        </noscript>
      )}
      {foreseen && isTyped && <Unpaid {...foreseen} say={say} />}
      {mode === 'rehearsal' && !draft && (
        <p>
          <a href={addressOf(place, programme, '/form', asked, { example: 'true' })}>
            {say('演练：用示例内容填写', 'Rehearsal: fill in the example')}
          </a>
        </p>
      )}
      <ActForm action={addressOf(place, programme, '/form', asked)} upload idempotencyKey={key ?? randomUUID()}>
        <RosterInForm id={rosterId} />
        <FilingFields {...{ c, programme, value: planned, draft, problem, people: roster?.accepted ?? null }} />
        <div class="actions">
          <button type="submit">{say('提交备案', 'File the claim')}</button>
          <SaveDraft {...{ saved: draft, signed: true, say }} />
        </div>
      </ActForm>
    </>,
    problem ? (problem.status as 422) : 200,
  );
}

interface PlannedClass {
  classOpensOn?: string;
  classEndsOn?: string;
  classHours?: number;
}

/** Who on the roster would have nothing, by the days that are typed so far; null where they cannot be read. */
async function foreseenOf(c: Context<WebEnv>, rosterId: string, training: PlannedClass) {
  const asked = new URLSearchParams();
  for (const name of ['classOpensOn', 'classEndsOn', 'classHours'] as const)
    if (training[name] !== undefined) asked.set(name, String(training[name]));
  try {
    return await c.var.remote.get<RosterForeseenAnswer>(
      `/v1/rosters/${encodeURIComponent(rosterId)}/foreseen?${asked}`,
    );
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return null;
  }
}

/** On which day the minimum age of the people counts. */
const opening = (day: string | undefined): Record<string, string> => (day ? { 'training.classOpensOn': day } : {});
