import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Timeline } from '../../../claims/schemas.ts';
import type { Site, WebEnv } from '../../env.ts';
import { Field } from '../../parts/form.tsx';
import { ownKey } from '../../parts/own-key.ts';
import { Note, shanghaiDay, When } from '../../parts/show.tsx';
import { TableCard } from '../../parts/table.tsx';
import { Refused } from '../../remote.ts';
import { type Asked, claimantActPage } from './act-page.tsx';
import type { Claim } from './acts.tsx';
import { allRefs, fewPeople, mostOnPage, readDossier } from './dossier.ts';
import { asksOfMissing, Evidence, readEvidence } from './evidence.tsx';
import { asksOfUnpaid, Foreseen, readForeseen } from './foreseen.tsx';
import { HoursSection } from './hours.tsx';
import { programmeIn } from './law.ts';
import { inRows, lessonColumns, readLessons } from './lessons.ts';
import { oneOf } from './pasted.ts';
import { textIn } from './schema.ts';

/** Where the money came first, who has no evidence falls. */
async function demandsEvidence(c: Context<WebEnv>, { jurisdiction, programme: name, filedAt }: Claim) {
  const { programme } = await programmeIn(c, jurisdiction, name, filedAt.slice(0, 10));
  return programme.steps.some((step) => step.kind === 'training' && step.completionWithin !== undefined);
}

/** By the records up to now; null where platforms tell of the class: what they have told becomes records when it ends. */
async function foreseenAtEnd(c: Context<WebEnv>, claimId: string) {
  const { events } = await c.var.remote.get<{ events: number }>(`/v1/claims/${claimId}/learning?limit=1`);
  return events > 0 ? null : readForeseen(c, claimId);
}

/** What was taken each time records were handed in. */
async function Receipts({ c, claim }: Pick<Asked, 'c' | 'claim'>) {
  const { say, remote } = c.var;
  const { items } = await remote.get<z.infer<typeof Timeline>>(`/v1/claims/${claim.id}/timeline`);
  const taken = items.filter(({ act }) => act === 'addLearningRecords').toReversed();
  if (taken.length === 0) return null;
  const title = say('各次提交的结果', 'What was taken each time');
  return (
    <TableCard
      label={title}
      columns={[
        say('提交时间', 'Handed in'),
        { name: say('收到（条）', 'Records'), number: true },
        { name: say('新增', 'New'), number: true },
        { name: say('此前已有', 'Known already'), number: true },
      ]}
      rows={taken.map(({ at, detail: { records, added } }) => [
        <When at={at} />,
        Number(records),
        Number(added),
        Number(records) - Number(added),
      ])}
    >
      <p class="hint">
        {say(
          '有一行不符合要求的，整批不收，并逐行说明原因。',
          'Where one row is not as required, none of its batch is taken, and each such row is told.',
        )}
      </p>
    </TableCard>
  );
}

/** By what the API judges records. */
async function lessonsKnown(c: Context<WebEnv>, claimId: string) {
  const [refs, { now }] = await Promise.all([allRefs(c, claimId), c.var.remote.get<{ now: string }>('/v1/clock')]);
  return { known: new Set(refs), now: Date.parse(now) };
}

/** From the first day of the class to its last: opening, learning records, end. */
export function trainingPages(site: Site): void {
  claimantActPage(site, {
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
  claimantActPage(site, {
    act: 'learning-records',
    send: { zh: '提交学习记录', en: 'Hand in the records' },
    fields({ c, claim, form, problem, now }) {
      const { say } = c.var;
      const columns = Object.values(lessonColumns);
      const day = claim.classOpenedOn ?? shanghaiDay(now);
      const either = oneOf(say);
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
            needed={either}
            value={textIn(form, 'text')}
            hint={say(`例如：1　安全生产　${day} 19:00　90`, `For example: 1, Safety, ${day} 19:00, 90`)}
          />
          <Field
            {...{ name: 'file', type: 'file', label: say('或者上传文件', 'Or upload a file'), say }}
            needed={either}
            hint={say('Excel（.xlsx）或 CSV', 'Excel (.xlsx) or CSV')}
            more={{ accept: '.xlsx,.csv,.txt' }}
          />
        </>
      );
    },
    below: async ({ c, claim }) => (
      <>
        {await Receipts({ c, claim })}
        {await HoursSection(c, claim.id)}
      </>
    ),
    stays: true,
    async take({ c, claim, form }, key) {
      for (const lessons of await readLessons(form, () => lessonsKnown(c, claim.id))) {
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
  claimantActPage(site, {
    act: 'training-completion',
    send: { zh: '报告结业', en: 'Report the end of the class' },
    async fields({ c, claim, form, problem }) {
      const { say } = c.var;
      const [dossier, demanded, foreseen] = await Promise.all([
        readDossier(c, claim.id),
        demandsEvidence(c, claim),
        foreseenAtEnd(c, claim.id),
      ]);
      const people = fewPeople(dossier);
      const { classOpensOn = '', classEndsOn = '' } = dossier.filing.training as Record<string, string>;
      return (
        <>
          {foreseen ? (
            <Foreseen {...{ claimId: claim.id, foreseen, people, form, say }} />
          ) : (
            await HoursSection(c, claim.id)
          )}
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
          <Evidence {...{ people, form, demanded, problem, say }} />
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
      const foreseen = await foreseenAtEnd(c, claim.id);
      if (foreseen && asksOfUnpaid(form, foreseen)) return 'again';
      const body = { classOpenedOn, classEndedOn: textIn(form, 'classEndedOn'), evidence };
      await c.var.remote.post(`/v1/claims/${claim.id}/training-completion`, body, key);
      return undefined;
    },
  });
}
