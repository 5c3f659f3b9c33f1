import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { DraftPapers } from '../../../papers/draft-papers.ts';
import type { WebEnv } from '../../env.ts';
import { PaperLinks } from '../../parts/papers.tsx';
import { placesIn } from '../../parts/show.tsx';
import { paperName } from '../papers/section.tsx';
import { type OpenDraft, saving } from './drafts.tsx';
import type { Material } from './law.ts';

/** What the system prints, and some places want back with its seal: documents are named as papers are. */
const printed = ['filing-form', 'roster'];

/** Where one goes on after saving. */
const here = 'to-print';

/** How one comes to the sealed documents that are uploaded with a filing: they are printed of its draft. */
export async function ToPrint({
  c,
  demanded,
  draft,
}: {
  c: Context<WebEnv>;
  demanded: readonly Material[];
  draft: OpenDraft | null;
}) {
  const { say, remote } = c.var;
  const sealed = demanded.filter(({ kind }) => printed.includes(kind));
  if (sealed.length === 0) return null;
  const { items, missing } = draft
    ? await remote.get<z.infer<typeof DraftPapers>>(`/v1/drafts/${encodeURIComponent(draft.id)}/papers`)
    : { items: [], missing: [] };
  const papers = items.filter(({ kind }) => sealed.some((one) => one.kind === kind));
  return (
    <fieldset class="broad" id={here}>
      <legend>{say('打印、盖章', 'Print and seal')}</legend>
      <p class="hint">
        {say(
          '盖章材料由系统按草稿打印，版式与文件附件一致，标明尚未提交。',
          'What is sealed is printed of the draft, laid out as the notice’s annexes and marked as not filed yet.',
        )}
      </p>
      <ol>
        <li>{say('填写以上内容，导入名册', 'Fill in the form, and import the roster')}</li>
        <li>
          <button type="submit" class="second" name="do" value={saving} formaction={`#${here}`} formnovalidate>
            {say('保存草稿，准备打印', 'Save the draft to print it')}
          </button>
        </li>
        <li>
          {say('打印，盖章，扫描', 'Print, seal, scan')}
          {draft ? (
            <ul class="plain">
              {papers.map((paper) => (
                <li>
                  {say(paperName(paper))}{' '}
                  <PaperLinks
                    path={`/drafts/${draft.id}/papers/${paper.kind}`}
                    name={say(paperName(paper))}
                    say={say}
                  />
                </li>
              ))}
            </ul>
          ) : (
            <span class="soft">{say('（保存草稿后在此下载）', ' (here, once the draft is saved)')}</span>
          )}
          {missing.length > 0 && (
            <p class="hint">
              {say('草稿中未填或有误，打印件上留空：', 'Missing in the draft or wrong, and blank on paper: ')}
              {placesIn(missing, say).map((place, i) => (
                <>
                  {i > 0 && say('、', ', ')}
                  {place}
                </>
              ))}
            </p>
          )}
          {draft && (
            <p class="hint">
              {say(
                '打印的是最近保存的内容；改动后先保存，再打印。',
                'What was saved last is printed: save what you change before you print.',
              )}
            </p>
          )}
        </li>
        <li>{say('在下方“申报材料”上传扫描件', 'Upload the scans below, under “Documents”')}</li>
        <li>{say('签署，提交', 'Sign, and submit')}</li>
      </ol>
    </fieldset>
  );
}
