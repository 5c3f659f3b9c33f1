import type { Say } from '../../language.ts';
import type { Place, Programme } from './law.ts';

const names = [
  { zh: '条件与试算', en: 'Conditions and estimate' },
  { zh: '人员名册', en: 'Roster' },
  { zh: '备案表', en: 'Filing form' },
] as const;

/** Where somebody is on the way to a new claim. */
export function Steps({ at, place, programme, say }: { at: 0 | 1 | 2; place: Place; programme: Programme; say: Say }) {
  return (
    <>
      <p class="soft">
        {say(place.names)} · {say(programme.names)} · <a href="/claims/new">{say('重新选择', 'Choose another')}</a>
      </p>
      <ol class="steps">
        {names.map((name, i) => (
          <li aria-current={i === at ? 'step' : undefined}>{say(name)}</li>
        ))}
      </ol>
    </>
  );
}

/** Goes with the person from step to step, in the address: what they have already answered, by the names of the form's fields. */
export function addressOf(
  { slug }: Place,
  programme: Programme,
  step: '' | '/roster' | '/form',
  answers: URLSearchParams,
  more: Record<string, string> = {},
): string {
  const kept = new URLSearchParams(answers);
  for (const [name, value] of Object.entries(more)) kept.set(name, value);
  return `/claims/new/${slug}/${programme.slug}${step}?${kept}`;
}
