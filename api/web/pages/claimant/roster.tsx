import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { attachment } from '../../../attachment.ts';
import type { ProblemBody } from '../../../problem.ts';
import { xlsxType } from '../../../rosters/read.ts';
import { templateColumns } from '../../../rosters/template-columns.ts';
import { csvTemplate, xlsxTemplate } from '../../../rosters/template-files.ts';
import type { Site, WebEnv } from '../../env.ts';
import type { Say } from '../../language.ts';
import { takesFiles } from '../../limits.tsx';
import { ActForm, Field } from '../../parts/form.tsx';
import { page } from '../../parts/layout.tsx';
import { posted } from '../../parts/posted.ts';
import { Note, ProblemNote } from '../../parts/show.tsx';
import { Refused } from '../../remote.ts';
import { keepCorrection } from './correction-file.ts';
import { demandClaimant, type Place, type Programme, programmeIn } from './law.ts';
import { oneOf } from './pasted.ts';
import { columnName, correctionOf, handedIn, type Taken, takeIn } from './people.ts';
import { Corrections } from './roster-corrections.tsx';
import { type Posted, textIn } from './schema.ts';
import { addressOf, Steps } from './steps.tsx';

/** The second step: who is trained. What is wrong with a row is told beside it, and can be put right on the page or in a file. */
export function rosterPages(site: Site): void {
  site.get('/claims/new/:place/:programme/roster', (c) => show(c, {}));
  site.post('/claims/new/:place/:programme/roster', takesFiles, take);
  site.get('/claims/new/:place/:programme/roster-template', async (c) => {
    demandClaimant(c);
    const { programme } = await lawHere(c);
    const isCsv = c.req.query('as') === 'csv';
    const { schema, example } = programme.forms.rosterRow;
    const columns = templateColumns(schema, example);
    const content = isCsv ? csvTemplate(columns) : await xlsxTemplate(columns);
    const name = `${c.var.say('名册模板', 'roster')}.${isCsv ? 'csv' : 'xlsx'}`;
    const type = isCsv ? 'text/csv; charset=utf-8' : xlsxType;
    return new Response(content, { headers: { 'Content-Type': type, 'Content-Disposition': attachment(name) } });
  });
  site.get('/roster-uploads/:key', async (c) => {
    const { say, remote } = c.var;
    const { phase, rows, percent } = await remote.get<Progress>(
      `/v1/roster-uploads/${encodeURIComponent(c.req.param('key'))}`,
    );
    const texts = {
      reading: say('正在读取文件…', 'Reading the file…'),
      checking: say(`已检查 ${rows} 人`, `${rows} people checked`),
      storing: say(`已检查 ${rows} 人，正在保存…`, `${rows} people checked; storing them…`),
    };
    return c.json({ text: texts[phase], percent });
  });
}

interface Progress {
  phase: 'reading' | 'checking' | 'storing';
  rows: number;
  percent: number | null;
}

const lawHere = (c: Context<WebEnv>) => programmeIn(c, c.req.param('place')!, c.req.param('programme')!);

interface Outcome {
  form?: Posted;
  problem?: ProblemBody;
  taken?: Taken;
}

async function take(c: Context<WebEnv>) {
  demandClaimant(c);
  const form = await posted(c);
  const { place, programme } = await lawHere(c);
  const roster = handedIn(form);
  if (!roster) return show(c, { form });
  const asked = new URL(c.req.url).searchParams;
  const where = { jurisdiction: place.slug, programme: programme.slug };
  const classOpensOn = asked.get('training.classOpensOn') ?? undefined;
  try {
    const taken = await takeIn(c, { ...where, classOpensOn }, roster, textIn(form, 'key'));
    if (taken.faults.length > 0) return show(c, { form, taken });
    return c.redirect(onward(place, programme, asked, taken), 303);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return show(c, { form, problem: error.problem });
  }
}

const onward = (place: Place, programme: Programme, asked: URLSearchParams, { rosterId }: Taken) =>
  addressOf(place, programme, '/form', asked, { roster: rosterId ?? '' });

async function show(c: Context<WebEnv>, { form, problem, taken }: Outcome) {
  const { say } = c.var;
  demandClaimant(c);
  const { place, programme } = await lawHere(c);
  const asked = new URL(c.req.url).searchParams;
  const here = addressOf(place, programme, '/roster', asked);
  const title = say('人员名册', 'Roster');
  const roster = form && taken && handedIn(form);
  const correction =
    roster &&
    (await correctionOf(roster, programme, taken.faults, ({ path, messages }) =>
      path ? `${say(columnName(path))}${say('：', ': ')}${say(messages)}` : say(messages),
    ));
  // What is sent from here is another roster, also where one was taken from this page before.
  const key = randomUUID();
  const file = correction ? await keepCorrection(c, correction, key) : null;
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      <Steps {...{ at: 1, place, programme, say }} />
      {problem && <ProblemNote problem={problem} say={say} />}
      {form && !taken && !problem && (
        <Note tone="bad">{say('请选择文件，或粘贴名册。', 'Choose a file, or paste the roster.')}</Note>
      )}
      {correction ? (
        <Corrections
          {...{ correction, file, say, here }}
          accepted={taken.accepted}
          faults={taken.faults}
          onward={taken.rosterId ? onward(place, programme, asked, taken) : null}
        />
      ) : (
        <ActForm action={here} upload idempotencyKey={key}>
          <Note>
            <p>
              {say(
                '名册第一行为表头。没有名册的，请先',
                'The first row names the columns. If you have no roster yet, ',
              )}
              <a href={`/claims/new/${place.slug}/${programme.slug}/roster-template`}>
                {say('下载名册模板（XLSX）', 'download the template (XLSX)')}
              </a>
              {say('或 ', ' or ')}
              <a href={`/claims/new/${place.slug}/${programme.slug}/roster-template?as=csv`}>CSV</a>
              {say('，填好后上传或粘贴。', ', fill it in, and upload or paste it.')}
            </p>
          </Note>
          <Field
            {...{ name: 'file', type: 'file', label: say('上传名册文件', 'Upload the roster'), say }}
            needed={oneOf(say)}
            hint={say('Excel（.xlsx）或 CSV，最多 64 MB', 'Excel (.xlsx) or CSV, up to 64 MB')}
            more={{ accept: '.xlsx,.csv,.txt' }}
          />
          <Field
            {...{
              name: 'text',
              rows: 8,
              label: say('或者从 Excel 复制后粘贴在这里', 'Or copy out of Excel and paste here'),
              say,
            }}
            needed={oneOf(say)}
            value={textIn(form ?? {}, 'text')}
          />
          <div>
            <button type="submit">{say('导入并检查', 'Import and check')}</button>
          </div>
          <Upload {...{ uploadKey: key, say }} />
        </ActForm>
      )}
    </>,
    problem ? (problem.status as 422) : 200,
  );
}

/** Hidden until `enhance.js` sends the form and shows how far it is. */
function Upload({ uploadKey, say }: { uploadKey: string; say: Say }) {
  return (
    <div
      class="upload note"
      hidden
      data-ask={`/roster-uploads/${uploadKey}`}
      data-sending={say('正在上传', 'Sending')}
      data-reading={say('正在读取文件…', 'Reading the file…')}
      data-failed={say('上传中断，请检查网络后重试。', 'The upload broke off. Check the network and send it again.')}
    >
      <progress max={100} aria-label={say('导入进度', 'Progress of the import')}></progress>
      <p aria-live="polite"></p>
    </div>
  );
}
