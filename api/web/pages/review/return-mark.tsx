import type { Child } from 'hono/jsx';
import type { Sent } from '../../parts/act.ts';
import { faultsAt } from '../../parts/form.tsx';
import { fieldId } from '../../parts/show.tsx';
import type { Drawn } from './act-page.tsx';
import type { Papers } from './dossier.tsx';
import { Others, othersIn, placeIn } from './others.tsx';

/** The form of the decision: what is ticked in the dossier belongs to it. */
export const decisionForm = 'decision-form';

/** Ticks what stands at the path as wrong, and says why. */
export type Mark = (path: string, name: string) => Child;

export const markIn =
  ({ c, sent, problem }: Drawn): Mark =>
  (path, name) => {
    const { say } = c.var;
    const ticked = sent.all('field');
    const faults = faultsAt(problem, `fields.${ticked.indexOf(path)}.reason`);
    return (
      <div class="mark">
        <input
          type="checkbox"
          name="field"
          value={path}
          form={decisionForm}
          checked={ticked.includes(path)}
          aria-label={say(`退回：${name}`, `Return: ${name}`)}
          title={say('退回此项', 'Return this')}
        />
        <input
          type="text"
          id={ticked.includes(path) ? fieldId(`fields.${ticked.indexOf(path)}.reason`) : undefined}
          name={`why-${path}`}
          form={decisionForm}
          value={sent.text(`why-${path}`)}
          maxlength={500}
          placeholder={say('哪里需要补正', 'What is to be corrected')}
          aria-label={say(`退回原因：${name}`, `Why: ${name}`)}
          aria-invalid={faults.length > 0 ? 'true' : undefined}
        />
        {faults.length > 0 && <p class="fault">{faults.map(({ messages }) => say(messages)).join(' ')}</p>}
      </div>
    );
  };

const person = 'roster.';

/** People to be put right who stand on other pages of the roster; whoever was ticked there is among them when the form is shown again. */
export function ReturnOthers({ drawn, papers }: { drawn: Drawn; papers: Papers }) {
  const { sent, c } = drawn;
  const { say } = c.var;
  const here = new Set(papers.dossier.roster.items.map(({ ref }) => `${person}${ref}`));
  const ticked = sent.all('field');
  const away = ticked.filter((path) => path.startsWith(person) && !here.has(path));
  return (
    <Others
      {...{ drawn, papers }}
      label={say('名册其他页上需要补正的人员', 'Others on the roster to be corrected')}
      hint={say(
        '每行一人：名册序号和需要补正的内容，例如“101：手机号码有误”。翻页会清除未提交的勾选和内容，请写在这里一并提交。',
        'One a line: the number and what is to be corrected, for example “101: wrong mobile”. Ticks and words are lost with the page: write those of other pages here.',
      )}
      others={[
        ...away.map((path) => ({ ref: path.slice(person.length), words: sent.text(`why-${path}`) })),
        ...othersIn(sent),
      ]}
      lineOf={(path) => {
        const place = placeIn('fields', path);
        return place < ticked.length ? away.indexOf(ticked[place]!) : place - ticked.length + away.length;
      }}
    />
  );
}

/** What of it reaches the API: in the order of the ticks, then whoever is named by number. */
export const returnedIn = (sent: Sent): { fields?: { path: string; reason: string }[] } => {
  const fields = [
    ...sent.all('field').map((path) => ({ path, reason: sent.text(`why-${path}`) })),
    ...othersIn(sent).map(({ ref, words }) => ({ path: `${person}${ref}`, reason: words })),
  ];
  return fields.length > 0 ? { fields } : {};
};
