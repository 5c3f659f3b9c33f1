import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { ListedInspection } from '../../../inspections/schemas.ts';
import type { WebEnv } from '../../env.ts';
import type { Say } from '../../language.ts';
import { FileLink } from '../../parts/file-link.tsx';
import { outcomeNames, stageNames } from './names.ts';

const tones = { clean: 'good', 'to-be-corrected': 'warn', fraud: 'bad' } as const;

/** Where an inspection stands; once it is closed, with what. */
export function InspectionBadge({ of, say }: { of: z.infer<typeof ListedInspection>; say: Say }) {
  return (
    <>
      <span class={`badge ${of.outcome ? tones[of.outcome] : ''}`}>
        {say(of.outcome ? outcomeNames[of.outcome] : stageNames[of.stage])}
      </span>
      {of.overdue && <span class="badge bad">{say('逾期', 'overdue')}</span>}
    </>
  );
}

export interface Material {
  kind: string;
  fileId: string;
}

export function Materials({ c, of }: { c: Context<WebEnv>; of: readonly Material[] }) {
  const { say } = c.var;
  if (of.length === 0) return <>—</>;
  return (
    <ul>
      {of.map(({ kind, fileId }) => (
        <li>
          <FileLink c={c} id={fileId}>
            {kind || say('附件', 'Attachment')}
          </FileLink>
        </li>
      ))}
    </ul>
  );
}
