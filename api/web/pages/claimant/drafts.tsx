import { createHash, randomUUID } from 'node:crypto';
import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { Problem } from '../../../../domain/problem.ts';
import type { Draft as DraftSchema, ListedDraft } from '../../../drafts/schemas.ts';
import { problemBody } from '../../../problem.ts';
import type { Site, WebEnv } from '../../env.ts';
import type { Say } from '../../language.ts';
import { taskNames } from '../../names.ts';
import { doAct } from '../../parts/act.ts';
import { ActForm } from '../../parts/form.tsx';
import { page } from '../../parts/layout.tsx';
import { placesFor } from '../../parts/places.ts';
import { Note, ProblemNote, When } from '../../parts/show.tsx';
import { TableCard } from '../../parts/table.tsx';
import { Refused } from '../../remote.ts';
import { isOfficial } from '../../session.ts';
import { type Posted, textIn } from './schema.ts';

type Draft = z.infer<typeof DraftSchema>;
type Listed = z.infer<typeof ListedDraft>;

/** A draft with what stands in it. */
export interface OpenDraft extends Draft {
  form: Record<string, unknown>;
}

/** What the button that saves says in the field `do`. */
export const saving = 'save';

/** The draft that the address names; null: none, or it is not there any more, of which the API speaks when it is sent. */
export async function draftHere(c: Context<WebEnv>): Promise<OpenDraft | null> {
  const id = c.req.query('draft');
  if (!id) return null;
  try {
    return await c.var.remote.get<OpenDraft>(`/v1/drafts/${encodeURIComponent(id)}`);
  } catch (error) {
    if (error instanceof Refused && error.problem.status === 404) return null;
    throw error;
  }
}

/** The draft of a claim's next form; null: none. */
export async function draftOf(c: Context<WebEnv>, claimId: string): Promise<OpenDraft | null> {
  const { items } = await c.var.remote.get<{ items: Draft[] }>(`/v1/drafts?claimId=${claimId}`);
  return items[0] ? c.var.remote.get<OpenDraft>(`/v1/drafts/${items[0].id}`) : null;
}

interface Saved {
  draftId?: string;
  claimId?: string;
  jurisdiction?: string;
  programme?: string;
  rosterId?: string;
  version?: number;
  form: Record<string, unknown>;
}

/** Field of the draft that a form began with, so that nobody's save in the meantime is overwritten unseen; 0: there was none. */
const versionField = 'draftVersion';
export const versionIn = (form: Posted): { version?: number } => {
  const version = textIn(form, versionField);
  return /^\d+$/.test(version) ? { version: Number(version) } : {};
};

/**
 * What is handed in is what its sender saw: not the draft that somebody has saved since.
 * @throws Refused `draft-changed`
 */
export function demandUnchanged(draft: OpenDraft | null, form: Posted): void {
  const { version } = versionIn(form);
  if (draft && version !== undefined && version !== draft.version)
    throw new Refused(problemBody(new Problem('draft-changed', { by: draft.savedBy })));
}

const rosterField = 'rosterId';

/** The roster that the form was filled in beside; a draft may have another by now, or be gone when the form is sent once more. */
export const RosterInForm = ({ id }: { id: string | undefined }) => (
  <input type="hidden" name={rosterField} value={id ?? ''} />
);
export const rosterIn = (form: Posted): string | undefined => textIn(form, rosterField) || undefined;

/** A second click does not begin a second draft; one that is there is saved as often as it is asked for. */
export async function saveDraft(c: Context<WebEnv>, body: Saved, key: string): Promise<OpenDraft> {
  const begun = createHash('sha256')
    .update(`${key}\n${JSON.stringify(body)}`)
    .digest('hex');
  const head = await c.var.remote.post<Draft>('/v1/drafts', body, body.draftId || body.claimId ? randomUUID() : begun);
  return { ...head, form: body.form };
}

/** The draft that is saved with a form that is shown again; where it cannot be, the one before: what is said then is what is wrong with the form. */
export async function keptAlong(before: OpenDraft | null, save: () => Promise<OpenDraft>): Promise<OpenDraft | null> {
  try {
    return await save();
  } catch (error) {
    if (error instanceof Refused) return before;
    throw error;
  }
}

/** Saves what is filled in so far; `enhance.js` does so by itself as well, and says it here. `signed`: its form ends with a signature, which no draft has. */
export function SaveDraft({ saved, signed = false, say }: { saved: Draft | null; signed?: boolean; say: Say }) {
  const unsigned = signed ? say('，不含签署', ', without the signature') : '';
  return (
    <>
      <input type="hidden" name={versionField} value={String(saved?.version ?? 0)} />
      <button type="submit" class="second" name="do" value={saving} formnovalidate>
        {say('保存草稿', 'Save the draft')}
      </button>
      <p
        class="hint"
        role="status"
        data-saves={saving}
        data-saved={`${say('草稿已自动保存', 'The draft was saved')}${unsigned}`}
        data-failed={say(
          '草稿未能自动保存，请点“保存草稿”',
          'The draft could not be saved by itself: save it by the button',
        )}
      >
        {saved && (
          <>
            {say('草稿保存于 ', 'Saved ')}
            <When at={saved.savedAt} />
            {unsigned}
            {say(`，还保留 ${saved.daysKept} 天`, `, kept for ${saved.daysKept} more days`)}
            {signed && say('。签署须在提交前重新勾选。', '. Tick the signature again before you send it.')}
          </>
        )}
      </p>
    </>
  );
}

/** Where one goes on with it. */
const addressOf = ({ id, act, claimId, jurisdiction, programme }: Draft) =>
  claimId ? `/claims/${claimId}/${act}` : `/claims/new/${jurisdiction}/${programme}/form?draft=${id}`;

/** Which class it is: several of one programme are told apart by it. */
function classOf({ classOpensOn, trainees }: Listed, say: Say): string {
  const opens = classOpensOn
    ? say(`${classOpensOn} 开班`, `opens on ${classOpensOn}`)
    : say('未填开班日期', 'no opening day yet');
  const people =
    trainees === null ? say('未填人数', 'no head count yet') : say(`${trainees} 人`, `${trainees} trainees`);
  return `${opens} · ${people}`;
}

/** What is begun and not handed in, above the claims of who claims. */
export async function DraftsSection(c: Context<WebEnv>) {
  const { say, remote, session } = c.var;
  if (!session || isOfficial(session.role)) return null;
  const { items } = await remote.get<{ items: Listed[] }>('/v1/drafts?limit=200');
  if (items.length === 0) return null;
  const places = await placesFor(c);
  const title = say('草稿', 'Drafts');
  return (
    <TableCard
      label={title}
      columns={[
        say('地区与项目', 'Place and programme'),
        say('内容', 'What'),
        say('保存时间', 'Saved'),
        say('保留', 'Kept'),
        say('办理', 'Do'),
      ]}
      rows={items.map((draft) => [
        <>
          {places.place(draft.jurisdiction)} · {places.programme(draft.jurisdiction, draft.programme)}
        </>,
        <>
          {draft.act === 'filing' ? say('备案', 'Filing') : say(taskNames[draft.act]!)}
          {draft.claimId && <div class="soft">{draft.claimId}</div>}
          {draft.act === 'filing' && <div class="soft">{classOf(draft, say)}</div>}
        </>,
        <>
          <When at={draft.savedAt} />
          <div class="soft">{draft.savedBy}</div>
        </>,
        say(`${draft.daysKept} 天`, `${draft.daysKept} days`),
        <div class="actions">
          <a class="button" href={addressOf(draft)}>
            {say('继续填写', 'Go on')}
          </a>
          <a href={`/drafts/${draft.id}/removal`}>{say('删除', 'Delete')}</a>
        </div>,
      ])}
    />
  );
}

/** Asks before it deletes. */
export function draftPages(site: Site): void {
  const path = '/drafts/:id/removal';
  const show = async (c: Context<WebEnv>, problem?: Parameters<typeof ProblemNote>[0]['problem']) => {
    const { say, remote } = c.var;
    const draft = await remote.get<OpenDraft>(`/v1/drafts/${encodeURIComponent(c.req.param('id')!)}`);
    const title = say('删除草稿', 'Delete the draft');
    return page(
      c,
      title,
      <>
        <h1>{title}</h1>
        {problem && <ProblemNote problem={problem} say={say} />}
        <Note tone="warn">
          {say('草稿删除后不能恢复。保存时间：', 'A draft that is deleted cannot be brought back. It was saved on ')}
          <When at={draft.savedAt} />
        </Note>
        <ActForm action={`/drafts/${draft.id}/removal`}>
          <div class="actions">
            <button type="submit" class="danger">
              {say('删除草稿', 'Delete the draft')}
            </button>
            <a href="/claims">{say('保留', 'Keep it')}</a>
          </div>
        </ActForm>
      </>,
    );
  };
  site.get(path, (c) => show(c));
  site.post(path, (c) =>
    doAct(
      c,
      ({ key }) => c.var.remote.post(`/v1/drafts/${encodeURIComponent(c.req.param('id'))}/removal`, {}, key),
      () => '/claims',
      ({ problem }) => show(c, problem),
    ),
  );
}
