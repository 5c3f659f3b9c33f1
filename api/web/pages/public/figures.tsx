import type { Child } from 'hono/jsx';
import type { Bilingual } from '../../../../domain/messages/message.ts';
import { formatYuan } from '../../../../domain/money/yuan.ts';
import type { Say } from '../../language.ts';
import { Table } from '../../parts/table.tsx';
import { enterpriseKindNames, milestoneNames, provenanceNames, unitNames } from './names.ts';
import { wordOf } from './value-names.ts';

export interface Source {
  document: string;
  clause: string;
  provenance: 'N' | 'S' | 'D';
}

/** A figure of the law in force on a day. */
export interface Figure {
  name: string;
  value: unknown;
  unit: string;
  from: string;
  bindsOn: string;
  source: Source;
  meaning: { zh: string; en: string };
  effect: 'applied' | 'informs' | 'built-in';
}

/** Figures with their values, since when they hold, and on what they rest. */
export function Figures({ figures, label, say }: { figures: readonly Figure[]; label: string; say: Say }) {
  return (
    <Table
      label={label}
      columns={[say('规定', 'What'), say('标准', 'Figure'), say('自何时起', 'Since'), say('依据', 'Source')]}
      rows={figures.map((figure) => [
        <>
          {say(figure.meaning)}
          <div class="hint">
            {say('以', 'by the ')}
            {say(milestoneNames[figure.bindsOn]!)}
            {say('为准', '')}
            {figure.effect === 'informs' && say(' · 仅供了解', ' · for information')}
          </div>
        </>,
        <Value of={figure.value} unit={figure.unit} say={say} />,
        <time>{figure.from}</time>,
        <SourceNote source={figure.source} say={say} />,
      ])}
    />
  );
}

/** 文号 and clause, and how sure that is. */
export function SourceNote({ source, say }: { source: Source; say: Say }) {
  const { document, clause, provenance } = source;
  return (
    <>
      {provenance === 'D' ? null : `${document} ${clause}`}
      <div>
        <span class={`badge ${provenance === 'N' ? 'good' : 'warn'}`}>{say(provenanceNames[provenance]!)}</span>
      </div>
    </>
  );
}

export function Value({ of, unit, say }: { of: unknown; unit: string; say: Say }): Child {
  if (of === null) return say('未规定', 'Not set');
  if (typeof of === 'boolean') return of ? say('是', 'yes') : say('否', 'no');
  if (Array.isArray(of)) {
    return (
      <ul class="plain">
        {of.map((one) => (
          <li>
            <Value of={one} unit={unit} say={say} />
          </li>
        ))}
      </ul>
    );
  }
  if (typeof of === 'object' && 'zh' in of && 'en' in of) return say(of as Bilingual);
  if (typeof of === 'object') {
    return (
      <dl class="facts">
        {Object.entries(of as object).map(([name, one]) => (
          <>
            <dt>{say(enterpriseKindNames[name] ?? wordOf(name))}</dt>
            <dd>
              <Value of={one} unit={unit} say={say} />
            </dd>
          </>
        ))}
      </dl>
    );
  }
  const named = unitNames[unit];
  const text = typeof of === 'string' ? say(wordOf(of)) : unit.startsWith('fen') ? formatYuan(Number(of)) : String(of);
  return named ? `${text} ${say(named)}` : text;
}
