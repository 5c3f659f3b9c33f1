import type { Context } from 'hono';
import type { WebEnv } from '../../env.ts';
import { taskNames } from '../../names.ts';

const acts = ['filing-review', 'application-review', 'verification', 'ruling'] as const;
const desks = [
  ['mine', '我认领的', 'By me'],
  ['free', '无人认领', 'By nobody'],
  ['others', '他人认领', 'By others'],
] as const;

/** Narrows the queue: by what waits, on whose desk it lies, by name, by what is late. */
export function Filters({ c, asked }: { c: Context<WebEnv>; asked: URLSearchParams }) {
  const { say } = c.var;
  return (
    <form method="get" action="/review" class="actions card">
      <label for="act">{say('事项', 'What')}</label>
      <div>
        <select id="act" name="act">
          <option value="">{say('全部', 'All')}</option>
          {acts.map((act) => (
            <option value={act} selected={asked.get('act') === act}>
              {say(taskNames[act]!)}
            </option>
          ))}
        </select>
      </div>
      <label for="held">{say('认领', 'Taken up')}</label>
      <div>
        <select id="held" name="held">
          <option value="">{say('全部', 'All')}</option>
          {desks.map(([value, zh, en]) => (
            <option value={value} selected={asked.get('held') === value}>
              {say(zh, en)}
            </option>
          ))}
        </select>
      </div>
      <label for="search">{say('单位名称或申报编号', 'Claimant or number')}</label>
      <div>
        <input
          id="search"
          name="search"
          type="search"
          maxlength={100}
          value={asked.get('search') ?? ''}
          accesskey="s"
        />
      </div>
      <label>
        <input type="checkbox" name="overdue" value="true" checked={asked.has('overdue')} />{' '}
        {say('只看逾期', 'Overdue only')}
      </label>
      <button type="submit" class="second">
        {say('筛选', 'Filter')}
      </button>
    </form>
  );
}
