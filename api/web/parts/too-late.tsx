import type { Say } from '../language.ts';
import { Note } from './show.tsx';
import { sourceText } from './source.ts';

interface Told {
  timetable: { deadlines: { step: string; lastDay: string | null; source: string }[] };
  /** Last day of the class, as it was typed. */
  endsOn?: string;
}

/** The deadline of an application that can only be handed in when the class is over, and then comes too late. */
export function missedBy({ timetable, endsOn }: Told) {
  const deadline = timetable.deadlines.find(({ step }) => step === 'application');
  return deadline?.lastDay && endsOn && endsOn > deadline.lastDay ? deadline : undefined;
}

/** Says that the money cannot be had, whatever the class would bring. */
export function TooLate({ say, ...told }: Told & { say: Say }) {
  const missed = missedBy(told);
  if (!missed) return null;
  return (
    <Note tone="bad">
      <p>
        <strong>{say('赶不上申请截止：', 'Too late to apply: ')}</strong>
        {say(
          `结业后才能申请补贴，结业日期 ${told.endsOn} 晚于申请截止日 ${missed.lastDay}，届时不能享受。请提前结业。`,
          `one applies when the class is over, and ${told.endsOn} lies after the last day for it, ${missed.lastDay}: nothing would be paid. Let the class end earlier.`,
        )}
      </p>
      <p class="soft">{sourceText(missed.source, say)}</p>
    </Note>
  );
}
