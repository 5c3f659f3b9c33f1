import type { Child } from 'hono/jsx';
import type { UnpaidAnswer } from '../../claims/unpaid.ts';
import type { Say } from '../language.ts';
import { refsText } from './refs.ts';
import { Money, Note } from './show.tsx';
import { sourceText } from './source.ts';

interface Shown {
  totalFen: number | null;
  unpaid: UnpaidAnswer;
  say: Say;
  /** What can be done about it. */
  children?: Child;
}

/** Who is on the roster and would have nothing, by the reason; loudest where nobody has anything. */
export function Unpaid({ totalFen, unpaid, say, children }: Shown) {
  if (totalFen === null || unpaid.length === 0) return null;
  const people = unpaid.reduce((sum, one) => sum + one.people, 0);
  return (
    <Note tone={totalFen === 0 ? 'bad' : 'warn'}>
      <p>
        <strong>
          {totalFen === 0
            ? say('按现有材料无人可获补贴，合计 ', 'As things stand nobody has anything; in all ')
            : say(`按现有材料 ${people} 人补贴为 0，合计 `, `As things stand ${people} people have nothing; in all `)}
          <Money fen={totalFen} />
        </strong>
      </p>
      <ul>
        {unpaid.map(({ messages, source, people, refs }) => {
          const numbers = refsText(refs);
          return (
            <li>
              {people > refs.length
                ? say(`名册第 ${numbers} 号等 ${people} 人：`, `Roster no. ${numbers} and others, ${people} in all: `)
                : say(`名册第 ${numbers} 号：`, `Roster no. ${numbers}: `)}
              {messages ? say(messages) : '—'}
              {source && <span class="soft"> {sourceText(source, say)}</span>}
            </li>
          );
        })}
      </ul>
      {children}
    </Note>
  );
}
