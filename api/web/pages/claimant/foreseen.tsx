import type { Context } from 'hono';
import type { ForeseenAnswer } from '../../../claims/foreseen.ts';
import type { WebEnv } from '../../env.ts';
import type { Say } from '../../language.ts';
import { refsText, together } from '../../parts/refs.ts';
import { Money, Note } from '../../parts/show.tsx';
import { sourceText } from '../../parts/source.ts';
import { Table } from '../../parts/table.tsx';
import { Unpaid } from '../../parts/unpaid.tsx';
import { spoken } from '../../spoken.ts';
import type { Asked } from './act-page.tsx';
import type { ApplicationValue } from './application-form.tsx';
import { allRefs, mostOnPage, type Person } from './dossier.ts';
import type { Programme } from './law.ts';
import { type Posted, textIn } from './schema.ts';

/** What everybody would have by the learning records up to now, if they brought their certificate. */
export const readForeseen = (c: Context<WebEnv>, claimId: string) =>
  c.var.remote.get<ForeseenAnswer>(`/v1/claims/${claimId}/foreseen-lines?by=records&limit=${mostOnPage}`);

interface Shown {
  claimId: string;
  foreseen: ForeseenAnswer;
  people: readonly Person[] | null;
  form: Posted;
  say: Say;
}

/** Hours and sum of everybody, before it is sent; of a long roster the sum, and who has nothing. */
export function Foreseen({ claimId, foreseen, people, form, say }: Shown) {
  const { totalFen, items, unpaid } = foreseen;
  if (totalFen === null) return null;
  const title = say('按现有学习记录预计的补贴', 'What comes of the learning records up to now');
  const names = new Map(people?.map(({ ref, name }) => [ref, name]));
  // Why somebody has nothing is told above, once for all whom it names; the table says it of whoever is left.
  const told = new Set(unpaid.flatMap(({ refs }) => refs));
  const why = items.filter(({ ref, messages }) => messages && !told.has(ref));
  const lacksHours = items.some(({ ref, classHours }) => classHours !== null && told.has(ref));
  return (
    <section class="card">
      <h2>{title}</h2>
      <Unpaid {...foreseen} say={say}>
        {lacksHours && (
          <p>
            {say('学习记录没有交齐的，请先', 'Where learning records are missing, ')}
            <a href={`/claims/${claimId}/learning-records`}>{say('提交学习记录', 'hand them in first')}</a>
            {say('。', '.')}
          </p>
        )}
      </Unpaid>
      {isAsked(form) && <Knowing form={form} say={say} />}
      <p>
        {say('预计合计（均取得所需证书）：', 'In all, if everybody brings their certificate: ')}
        <strong>
          <Money fen={totalFen} />
        </strong>
      </p>
      {people && (
        <Table
          label={title}
          columns={[
            say('名册序号', 'Roster no.'),
            say('姓名', 'Name'),
            { name: say('计入课时', 'Class hours'), number: true },
            { name: say('预计金额（元）', 'Yuan, foreseen'), number: true },
            ...(why.length > 0 ? [say('说明', 'Why')] : []),
          ]}
          rows={together(items, ({ ref }) => ref).map((lines) => [
            lines[0]!.ref,
            names.get(lines[0]!.ref) ?? '—',
            lines.find(({ classHours }) => classHours !== null)?.classHours ?? '—',
            <Money fen={lines.reduce((sum, { amountFen }) => sum + amountFen, 0)} />,
            ...(why.length > 0
              ? [lines.filter((line) => why.includes(line)).map((line) => <Why {...line} say={say} />)]
              : []),
          ])}
        />
      )}
    </section>
  );
}

const Why = ({ messages, source, say }: ForeseenAnswer['items'][number] & { say: Say }) => (
  <>
    {messages && <div>{say(spoken(messages))}</div>}
    {source && <div class="soft">{sourceText(source, say)}</div>}
  </>
);

const knowing = 'unpaid.knowing';
const asked = 'unpaid.asked';
const uncertified = 'unpaid.uncertified';
const isAsked = (form: Posted) => textIn(form, asked) !== '';

function Knowing({ form, say }: { form: Posted; say: Say }) {
  const without = textIn(form, uncertified);
  return (
    <Note tone="bad">
      <p>
        <strong>
          {say('尚未提交。请核对后勾选，再次提交。', 'Nothing has been sent yet. Check, tick the box, and send again.')}
        </strong>
      </p>
      {without !== '' && (
        <p>
          {say(
            `名册第 ${without} 号未填写证书编号，没有证书的不予补贴。`,
            `Roster no. ${without}: no number of a certificate; without one nothing is paid.`,
          )}
        </p>
      )}
      <label>
        <input type="checkbox" name={knowing} value="yes" checked={textIn(form, knowing) === 'yes'} required />{' '}
        {say(
          '我已知悉上述人员按现有材料得不到补贴，仍要提交',
          'I know that these people have nothing as things stand: submit all the same',
        )}
      </label>
    </Note>
  );
}

/** More numbers tell nobody more. */
const mostRefs = 50;

/** Whether the claimant is to be asked whether they know that somebody would have nothing; then the form says who. */
export function asksOfUnpaid(form: Posted, foreseen: ForeseenAnswer, without: readonly string[] = []): boolean {
  const unpaid = foreseen.totalFen !== null && foreseen.unpaid.length > 0;
  if (!unpaid && without.length === 0) return false;
  form[asked] = 'yes';
  form[uncertified] = without.length > mostRefs ? `${refsText(without.slice(0, mostRefs))}…` : refsText(without);
  return textIn(form, knowing) !== 'yes';
}

/** The same of an application: who has no certificate in it has nothing either, where the place asks for one. */
export async function asksOfUnpaidIn(
  { c, claim, form }: Asked,
  { parameters }: Programme,
  { value }: ApplicationValue,
): Promise<boolean> {
  const isRequired = parameters.find(({ name }) => name === 'certificate-required')?.value === true;
  const has = new Set((value.certificates as { ref?: string }[]).map(({ ref }) => ref));
  const without = isRequired ? (await allRefs(c, claim.id)).filter((ref) => !has.has(ref)) : [];
  return asksOfUnpaid(form, await readForeseen(c, claim.id), without);
}
