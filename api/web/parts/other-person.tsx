import type { Context } from 'hono';
import type { WebEnv } from '../env.ts';
import { Note } from './show.tsx';

/** In place of a form that would be refused: who has done the first half of something does not do the second. */
export function OtherPerson({ c, did }: { c: Context<WebEnv>; did: 'submitted' | 'reported' | 'proposed' }) {
  const { say } = c.var;
  const told = {
    submitted: say(
      '本批次由您提交，须由另一名复核人员决定。',
      'You have submitted this batch: another approver decides on it.',
    ),
    reported: say('这笔款项由您登记，须由另一人确认。', 'You have reported this sum: another person confirms it.'),
    proposed: say('此项由您提出，须由另一人决定。', 'You have proposed this: another person decides on it.'),
  };
  return <Note tone="warn">{told[did]}</Note>;
}
