import type { Context } from 'hono';
import type { Site, WebEnv } from '../../env.ts';
import { Field } from '../../parts/form.tsx';
import { ownKey } from '../../parts/own-key.ts';
import { Note, shanghaiDay } from '../../parts/show.tsx';
import { Refused } from '../../remote.ts';
import { actPage } from './act-page.tsx';
import type { Claim } from './acts.tsx';
import { fewPeople, mostOnPage, readDossier } from './dossier.ts';
import { asksOfMissing, Evidence, readEvidence } from './evidence.tsx';
import { programmeIn } from './law.ts';
import { inRows, lessonColumns, readLessons } from './lessons.ts';
import { textIn } from './schema.ts';

/** Where the money came first, who has no evidence falls. */
async function demandsEvidence(c: Context<WebEnv>, { jurisdiction, programme: name, filedAt }: Claim) {
  const { programme } = await programmeIn(c, jurisdiction, name, filedAt.slice(0, 10));
  return programme.steps.some(({ completionWithin }) => completionWithin !== undefined);
}

/** From the first day of the class to its last: opening, learning records, end. */
export function trainingPages(site: Site): void {
  actPage(site, {
    act: 'training-start',
    send: { zh: '报告开班', en: 'Report the opening' },
    async fields({ c, claim, form, problem }) {
      const { filing } = await readDossier(c, claim.id);
      const planned = (filing.training as { classOpensOn?: string }).classOpensOn ?? '';
      const value = textIn(form, 'classOpenedOn') || planned;
      const { say } = c.var;
      const label = say('实际开班日期', 'The class opened on');
      return <Field {...{ name: 'classOpenedOn', type: 'date', label, value, problem, say }} required />;
    },
    async take({ c, claim, form }, key) {
      const body = { classOpenedOn: textIn(form, 'classOpenedOn') };
      await c.var.remote.post(`/v1/claims/${claim.id}/training-start`, body, key);
      return undefined;
    },
  });
  actPage(site, {
    act: 'learning-records',
    send: { zh: '提交学习记录', en: 'Hand in the records' },
    async fields({ c, claim, form, problem }) {
      const { say, remote } = c.var;
      const { now } = await remote.get<{ now: string }>('/v1/clock');
      const columns = Object.values(lessonColumns);
      const day = claim.classOpenedOn ?? shanghaiDay(now);
      return (
        <>
          <Note>
            {say(
              `每行一条记录，依次为：${columns.map(({ zh }) => zh).join('、')}。从 Excel 复制后直接粘贴，或上传文件。重复提交同一条记录不会重复计算。`,
              `One record per line: ${columns.map(({ en }) => en).join(', ')}. Copy out of Excel and paste, or upload a file. The same record again changes nothing.`,
            )}
          </Note>
          <Field
            {...{ name: 'text', rows: 10, label: say('粘贴学习记录', 'Paste the records'), say, problem }}
            value={textIn(form, 'text')}
            hint={say(`例如：1　安全生产　${day} 19:00　90`, `For example: 1, Safety, ${day} 19:00, 90`)}
          />
          <Field
            {...{ name: 'file', type: 'file', label: say('或者上传文件', 'Or upload a file'), say }}
            hint={say('Excel（.xlsx）或 CSV', 'Excel (.xlsx) or CSV')}
            more={{ accept: '.xlsx,.csv,.txt' }}
          />
        </>
      );
    },
    async take({ c, claim, form }, key) {
      for (const lessons of await readLessons(form)) {
        const { records } = lessons;
        // The first ones may be taken and later ones refused.
        const own = await ownKey(key, 'records', JSON.stringify(records));
        try {
          await c.var.remote.post(`/v1/claims/${claim.id}/learning-records`, { records }, own);
        } catch (error) {
          if (error instanceof Refused) throw new Refused(inRows(error.problem, lessons));
          throw error;
        }
      }
      return undefined;
    },
  });
  actPage(site, {
    act: 'training-completion',
    send: { zh: '报告结业', en: 'Report the end of the class' },
    async fields({ c, claim, form, problem }) {
      const { say } = c.var;
      const [dossier, demanded] = await Promise.all([readDossier(c, claim.id), demandsEvidence(c, claim)]);
      const { classOpensOn = '', classEndsOn = '' } = dossier.filing.training as Record<string, string>;
      return (
        <>
          {!claim.classOpenedOn && (
            <Field
              {...{
                name: 'classOpenedOn',
                type: 'date',
                label: say('实际开班日期', 'The class opened on'),
                problem,
                say,
              }}
              value={textIn(form, 'classOpenedOn') || classOpensOn}
              required
            />
          )}
          <Field
            {...{ name: 'classEndedOn', type: 'date', label: say('实际结业日期', 'The class ended on'), problem, say }}
            value={textIn(form, 'classEndedOn') || classEndsOn}
            required
          />
          <Evidence {...{ people: fewPeople(dossier), form, demanded, problem, say }} />
        </>
      );
    },
    async take({ c, claim, form }, key) {
      const classOpenedOn = textIn(form, 'classOpenedOn') || undefined;
      const people = claim.trainees > mostOnPage ? null : fewPeople(await readDossier(c, claim.id));
      const evidence = await readEvidence(c, claim.id, people, form);
      if (await demandsEvidence(c, claim)) {
        const due = new Set((claim.lines ?? []).filter(({ status }) => status !== 'fallen').map(({ ref }) => ref));
        if (asksOfMissing(form, [...due], evidence)) return 'again';
      }
      const body = { classOpenedOn, classEndedOn: textIn(form, 'classEndedOn'), evidence };
      await c.var.remote.post(`/v1/claims/${claim.id}/training-completion`, body, key);
      return undefined;
    },
  });
}
