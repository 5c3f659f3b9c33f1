import type { Context } from 'hono';
import { valueName } from '../../../../domain/messages/form-names.ts';
import type { ProblemBody } from '../../../problem.ts';
import type { WebEnv } from '../../env.ts';
import type { Say } from '../../language.ts';
import { chosenFrom, storeDocument } from '../../parts/documents.ts';
import { Field } from '../../parts/form.tsx';
import { refsText } from '../../parts/refs.ts';
import { Note } from '../../parts/show.tsx';
import { allRefs, type Person } from './dossier.ts';
import { Kept } from './materials.tsx';
import { refsIn } from './people.ts';
import { type Posted, textIn } from './schema.ts';

const kinds = ['sign-in', 'completion'] as const;

/** Proof that people were trained: one document for all whom it names. Where the money came first, who has none falls. */
export function Evidence(props: {
  people: Person[] | null;
  form: Posted;
  /** Who is without falls: the money came first. */
  demanded: boolean;
  problem?: ProblemBody;
  say: Say;
}) {
  const { people, form, demanded, problem, say } = props;
  const kept = textIn(form, 'evidence.fileId');
  const chosen = form.key === undefined ? (people ?? []).map(({ ref }) => ref) : [form['evidence.ref']].flat();
  return (
    <details class="card" open={demanded || kept !== ''}>
      <summary>
        {say('培训证明（预拨项目须提交）', 'Evidence of the training; needed where money came in advance')}
      </summary>
      <div class="stack">
        {demanded && <Demanded form={form} say={say} />}
        <Field
          {...{ name: 'evidence.kind', label: say('证明种类', 'Kind of evidence'), problem, say }}
          value={textIn(form, 'evidence.kind')}
          options={kinds.map((kind) => [kind, say(valueName('evidence.kind', kind))] as const)}
        />
        <Field
          {...{ name: 'evidence.file', type: 'file', label: say('证明文件', 'The document'), problem, say }}
          more={{ accept: chosenFrom() }}
        />
        {kept && (
          <p>
            <Kept name="evidence.fileId" of={{ fileId: kept }} say={say} />
          </p>
        )}
        {people ? (
          <fieldset>
            <legend>{say('证明涉及的人员', 'Whom it is about')}</legend>
            <div class="actions">
              {people.map(({ ref, name }) => (
                <label>
                  <input type="checkbox" name="evidence.ref" value={ref} checked={chosen.includes(ref)} /> {ref} {name}
                </label>
              ))}
            </div>
          </fieldset>
        ) : (
          <Field
            {...{ name: 'evidence.refs', rows: 4, label: say('证明涉及的人员', 'Whom it is about'), say }}
            value={textIn(form, 'evidence.refs')}
            hint={say('每行一个名册序号；不填为全部人员', 'Roster numbers, one per line; empty: everybody')}
          />
        )}
      </div>
    </details>
  );
}

const knowing = 'evidence.knowing';

/** What becomes of whom no evidence is handed in for; sent without, it is asked once more. */
function Demanded({ form, say }: { form: Posted; say: Say }) {
  return (
    <Note tone={isAsked(form) ? 'bad' : 'warn'}>
      <p>
        {say(
          '本项目补贴已预拨：没有提交培训证明的人员不予补贴，其预拨款项须退回。结业报告提交后不能补交。',
          'The money came first: who is without evidence has nothing, and what was paid for them is to be paid back. Nothing can be added later.',
        )}
      </p>
      {isAsked(form) && (
        <label>
          <input type="checkbox" name={knowing} value="yes" required />{' '}
          {say(
            `名册第 ${form[missing]} 号没有培训证明，仍要提交`,
            `Roster no. ${form[missing]} is without evidence: submit all the same`,
          )}
        </label>
      )}
    </Note>
  );
}

const missing = 'evidence.missing';
const isAsked = (form: Posted) => textIn(form, missing) !== '';

/** Whether the claimant is to be asked whether they know that somebody is without; then the form says who. */
export function asksOfMissing(form: Posted, refs: readonly string[], proven: readonly { ref: string }[] = []): boolean {
  const has = new Set(proven.map(({ ref }) => ref));
  const without = refs.filter((ref) => !has.has(ref));
  if (without.length === 0 || textIn(form, knowing) === 'yes') return false;
  form[missing] = without.length > 50 ? `${refsText(without.slice(0, 50))}…` : refsText(without);
  return true;
}

/** Undefined: no kind of evidence was chosen. */
export async function readEvidence(c: Context<WebEnv>, claimId: string, people: Person[] | null, form: Posted) {
  const kind = textIn(form, 'evidence.kind');
  if (!kind) return undefined;
  const { 'evidence.file': file } = form;
  if (file instanceof File && file.size > 0)
    form['evidence.fileId'] = await storeDocument(c, file, textIn(form, 'key'), 'evidence.file');
  const fileId = textIn(form, 'evidence.fileId') || undefined;
  const refs = people ? ticked(form) : await pasted(c, claimId, form);
  return refs.map((ref) => ({ ref, kind, fileId }));
}

const ticked = (form: Posted) => [form['evidence.ref']].flat().filter((ref): ref is string => typeof ref === 'string');

async function pasted(c: Context<WebEnv>, claimId: string, form: Posted): Promise<string[]> {
  const refs = refsIn(form, 'evidence.refs');
  return refs.length > 0 ? refs : allRefs(c, claimId);
}
