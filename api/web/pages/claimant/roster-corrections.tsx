import type { Say } from '../../language.ts';
import { ActForm, Field } from '../../parts/form.tsx';
import { refsText } from '../../parts/refs.ts';
import { Note, Scrolling } from '../../parts/show.tsx';
import { type Correction, columnName, type RowFault } from './people.ts';

interface Props {
  correction: Correction;
  accepted: number;
  faults: readonly RowFault[];
  /** Of the file in which they are put right; null: it would be too large. */
  file: string | null;
  here: string;
  /** Where one goes on with the rows that are right; null: none is. */
  onward: string | null;
  say: Say;
}

const mostShown = 50;

/** Which rows are wrong and why, and three ways on: put it right here, in a file, or go on without them. */
export function Corrections({ correction, accepted, faults, file, here, onward, say }: Props) {
  const rows = new Set(faults.map(({ row }) => row)).size;
  const twice = faults
    .filter(({ code }) => code === 'duplicate-in-roster')
    .slice(0, mostShown)
    .map(({ row }) => correction.refs.get(row) ?? String(row));
  const title = say('有问题的行', 'Rows that are wrong');
  return (
    <>
      <Note tone="warn">
        <p role="status" id="outcome" tabindex={-1}>
          <strong>
            {say(
              `${accepted} 人无误，${rows} 行需要更正。`,
              `${accepted} people are right; ${rows} rows have to be corrected.`,
            )}
          </strong>
        </p>
      </Note>
      <Scrolling label={title}>
        <table>
          <caption>{title}</caption>
          <thead>
            <tr>
              <th scope="col">{say('名册序号', 'Roster no.')}</th>
              <th scope="col">{say('栏目', 'Column')}</th>
              <th scope="col">{say('问题', 'What is wrong')}</th>
            </tr>
          </thead>
          <tbody>
            {faults.slice(0, mostShown).map(({ row, path, messages }) => (
              <tr>
                <td>{correction.refs.get(row) ?? row}</td>
                <td>{path ? say(columnName(path)) : '—'}</td>
                <td>{say(messages)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolling>
      {faults.length > mostShown && (
        <p>
          {say(
            `另有 ${faults.length - mostShown} 处，见纠错表。`,
            `${faults.length - mostShown} more are in the file.`,
          )}
        </p>
      )}
      <h2>{say('更正', 'Put it right')}</h2>
      {!correction.whole && (
        <p>
          {say(
            '名册较长，纠错表只列有问题的行；请在您的文件中更正后重新上传。',
            'The roster is long: the file has only the rows that are wrong. Correct your own file and upload it again.',
          )}
        </p>
      )}
      <p class="actions">
        {file && (
          <a class="button" href={`/files/${file}`} download>
            {say('下载纠错表（XLSX）', 'Download what is to be corrected (XLSX)')}
          </a>
        )}
        <a class="button second" href={here}>
          {say('重新上传', 'Upload again')}
        </a>
        {onward && <a href={onward}>{say(`不含这 ${rows} 行，继续`, `Go on without these ${rows} rows`)}</a>}
      </p>
      {onward && twice.length > 0 && (
        <p>
          {say(
            `名册序号 ${refsText(twice)} 的身份证号码重复：跳过后，这些行一行也不保留。要保留其中一行的，请先删去多余的行，再重新检查。`,
            `Roster no. ${refsText(twice)} have an ID number in common: without these rows the person is not on the roster at all. To keep one of them, take the other one away and check again.`,
          )}
        </p>
      )}
      {correction.onPage && <Here {...{ correction, here, say }} />}
    </>
  );
}

function Here({ correction, here, say }: Pick<Props, 'correction' | 'here' | 'say'>) {
  const text = [correction.header, ...correction.rows].map((cells) => cells.join('\t')).join('\n');
  return (
    <ActForm action={here}>
      <Field
        {...{ name: 'text', rows: 10, value: text, label: say('在这里更正', 'Correct it here'), say }}
        hint={say('每行一人，各栏之间为制表符。', 'One person per line; tabs between the columns.')}
      />
      <div>
        <button type="submit">{say('重新检查', 'Check again')}</button>
      </div>
    </ActForm>
  );
}
