import { Problem } from '../../../../domain/problem.ts';
import { problemBody } from '../../../problem.ts';
import type { Site } from '../../env.ts';
import { Field } from '../../parts/form.tsx';
import { ownKey } from '../../parts/own-key.ts';
import { Note } from '../../parts/show.tsx';
import { Refused } from '../../remote.ts';
import { type Asked, claimantActPage } from './act-page.tsx';
import type { Claim } from './acts.tsx';
import { ApplicationFields, readApplication, sendApplication, typedApplication } from './application-form.tsx';
import { unsigned } from './commitment.tsx';
import { type Dossier, fewPeople, readDossier } from './dossier.ts';
import { demandUnchanged, RosterInForm, rosterIn } from './drafts.tsx';
import { FilingFields, readFiling, refusalOf } from './filing-form.tsx';
import { asksOfUnpaidIn, Foreseen, readForeseen } from './foreseen.tsx';
import { type Programme, programmeIn } from './law.ts';
import { inColumn } from './pasted.ts';
import { columnName, handedIn, rosterHead, takeIn } from './people.ts';
import { lastReturn, ReturnedNote, ReturnedPeople, withReturned } from './returned.tsx';
import { type Posted, textIn } from './schema.ts';

interface About {
  programme: Programme;
  dossier: Dossier;
  /** It was the application that came back, not the filing. */
  isApplication: boolean;
}

/** 补正: what came back, as it was handed in, with the reasons on top. */
export function resubmissionPage(site: Site): void {
  claimantActPage(site, {
    act: 'resubmission',
    send: { zh: '重新提交', en: 'Submit again' },
    signed: (claim) => !isApplication(claim),
    async fields(asked) {
      const about = await readReturned(asked);
      const { dossier, programme } = about;
      const returned = lastReturn(dossier);
      const { say } = asked.c.var;
      const shown = returned ? { ...asked, problem: withReturned(asked.problem, returned) } : asked;
      return (
        <>
          {returned && <ReturnedNote {...{ returned, people: dossier.roster.items, programme, say }} />}
          {about.isApplication ? await application(shown, about) : await filing(shown, about)}
        </>
      );
    },
    async half(asked, key) {
      const { programme, isApplication } = await readReturned(asked);
      const { c, form } = asked;
      if (isApplication) {
        const { value } = await readApplication(c, programme, applicationAt, form);
        return { form: value };
      }
      const { value, problem } = await readFiling(c, programme, form);
      const rosterId = rosterIn(form);
      try {
        return { form: value, rosterId: (await newRoster(asked, value, key)) ?? rosterId, problem };
      } catch (error) {
        return { form: value, rosterId, problem: problem ?? refusalOf(error) };
      }
    },
    async take(asked, key) {
      const about = await readReturned(asked);
      const { c, claim, form } = asked;
      demandUnchanged(asked.draft, form);
      const send = (body: object) => c.var.remote.post(`/v1/claims/${claim.id}/resubmission`, body, key);
      if (about.isApplication) {
        const read = await readApplication(c, about.programme, applicationAt, form);
        if (await asksOfUnpaidIn(asked, about.programme, read)) return 'again';
        await sendApplication(read, () => send({ application: read.value }));
        return undefined;
      }
      const { value, problem, rowsChanged } = await readFiling(c, about.programme, form);
      if (rowsChanged) return 'again';
      if (problem) throw new Refused(problem);
      const rosterId = (await newRoster(asked, value, key)) ?? rosterIn(form);
      await send({ filing: value, rosterId });
      return undefined;
    },
  });
}

/** Where it stands in the body. */
const applicationAt = 'application';

const isApplication = ({ returnedFrom }: Claim) => returnedFrom === 'application-review';

/** What the form says that it is; sent once more, its claim is not returned any more. */
const kindField = 'corrects';
const kindIn = (form: Posted, claim: Claim) =>
  form[kindField] === undefined ? isApplication(claim) : textIn(form, kindField) === applicationAt;

async function readReturned({ c, claim, form }: Asked): Promise<About> {
  const [{ programme }, dossier] = await Promise.all([
    programmeIn(c, claim.jurisdiction, claim.programme),
    readDossier(c, claim.id),
  ]);
  return { programme, dossier, isApplication: kindIn(form, claim) };
}

async function application({ c, claim, form, problem, draft }: Asked, { programme, dossier }: About) {
  const { say } = c.var;
  const value =
    form.key === undefined ? (draft?.form ?? dossier.application!) : typedApplication(programme, applicationAt, form);
  const people = fewPeople(dossier);
  return (
    <>
      <input type="hidden" name={kindField} value={applicationAt} />
      <Foreseen {...{ claimId: claim.id, foreseen: await readForeseen(c, claim.id), people, form, say }} />
      <ApplicationFields {...{ programme, at: applicationAt, value, form, people, problem, c }} />
    </>
  );
}

async function filing({ c, claim, form, problem, draft }: Asked, { programme, dossier }: About) {
  const { say } = c.var;
  const returned = lastReturn(dossier);
  const people = dossier.roster.items;
  // A draft that somebody else has saved meanwhile may have another one than this form.
  const rosterId = problem?.code === 'draft-changed' ? rosterIn(form) : (draft?.rosterId ?? undefined);
  const saved = rosterId ? await rosterHead(c, rosterId) : null;
  const isRosterWrong = returned?.fields.some(({ path }) => path.startsWith('roster.'));
  const value =
    form.key === undefined ? unsigned(draft?.form ?? dossier.filing) : (await readFiling(c, programme, form)).value;
  return (
    <>
      <input type="hidden" name={kindField} value="filing" />
      <RosterInForm id={rosterId} />
      <FilingFields {...{ c, programme, value, draft, problem, people: saved?.accepted ?? claim.trainees }} />
      <details class="card" open={isRosterWrong || saved !== null || textIn(form, 'text') !== ''}>
        <summary>
          {say(`更换名册（现有 ${claim.trainees} 人）`, `Another roster (now ${claim.trainees} people)`)}{' '}
          <span class="hint">{say('（选填）', '(optional)')}</span>
        </summary>
        <div class="stack">
          {returned && <ReturnedPeople {...{ returned, people, say }} />}
          {saved && (
            <Note tone="good">
              {say(`草稿中的新名册：${saved.accepted} 人`, `In the draft: a new roster of ${saved.accepted} people`)}
            </Note>
          )}
          <Field
            {...{ name: 'file', type: 'file', label: say('上传名册文件', 'Upload the roster'), say }}
            more={{ accept: '.xlsx,.csv,.txt' }}
          />
          <Field
            {...{
              name: 'text',
              rows: 6,
              label: say('或者粘贴名册', 'Or paste it'),
              value: textIn(form, 'text'),
              problem,
              say,
            }}
          />
        </div>
      </details>
    </>
  );
}

/** The roster that was handed in with the form; undefined: it stays as it is. @throws Refused where a row is wrong */
async function newRoster({ c, claim, form }: Asked, filing: Record<string, unknown>, key: string) {
  const given = handedIn(form);
  if (!given) return undefined;
  const { jurisdiction, programme } = claim;
  const { classOpensOn } = (filing.training ?? {}) as { classOpensOn?: string };
  const where = { jurisdiction, programme, classOpensOn };
  // It may be kept and something else refused, or it is saved by itself while one still corrects it.
  const own = await ownKey(key, `roster ${JSON.stringify(where)}`, given.content);
  const { rosterId, faults } = await takeIn(c, where, given, own);
  if (faults.length === 0 && rosterId) return rosterId;
  const rejected = new Set(faults.map(({ row }) => row)).size;
  const rows = faults.map((one) =>
    inColumn(one, { path: 'text', row: one.row }, one.path ? columnName(one.path) : undefined),
  );
  throw new Refused(problemBody(new Problem('roster-rows-refused', { rejected }, rows)));
}
