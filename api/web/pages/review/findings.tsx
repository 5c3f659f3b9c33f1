import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { reasonName } from '../../../../domain/messages/reasons.ts';
import type { Dossier } from '../../../claims/dossier.ts';
import type { WebEnv } from '../../env.ts';
import { byRef, refsText, together } from '../../parts/refs.ts';
import { Note, When } from '../../parts/show.tsx';
import { sourceText } from '../../parts/source.ts';
import { Table } from '../../parts/table.tsx';
import { ClaimLinks } from './certificates.tsx';
import type { ClaimAnswer } from './dossier.tsx';

interface Props {
  c: Context<WebEnv>;
  claim: ClaimAnswer;
  /** With the words of the decision, where the dossier is open. */
  settled?: z.infer<typeof Dossier>['settledFindings'];
}

/** What cross-checks have found, once for all whom it is found of, open ones first, with the other claims that they point to; and hints, which stop nothing. */
export function Findings({ c, claim, settled = [] }: Props) {
  const { say } = c.var;
  const { findings, hints } = claim;
  const words = new Map(settled.map(({ id, reason }) => [id, reason]));
  const sorted = findings.toSorted(
    (a, b) => Number(b.status === 'open') - Number(a.status === 'open') || byRef(a.ref ?? '', b.ref ?? ''),
  );
  const same = together(sorted, ({ id, ref, detail, ...one }) => [one, words.get(id)]);
  const title = say('疑点和提示', 'Findings and hints');
  // As the queue counts them.
  const open = hints.length + findings.filter(({ status }) => status === 'open').length;
  return (
    <section class="card">
      <h2 id="findings">
        {title} {open > 0 && <span class="badge bad">{open}</span>}
      </h2>
      {hints.map(({ messages }) => (
        <Note tone="warn">
          {say('提示：', 'Hint: ')}
          {say(messages)}
        </Note>
      ))}
      {sorted.length + hints.length === 0 && (
        <Note tone="good">{say('未发现疑点。', 'Nothing suspicious was found.')}</Note>
      )}
      {sorted.length > 0 && (
        <Table
          label={title}
          columns={[
            say('名册序号', 'Roster no.'),
            say('疑点', 'Finding'),
            say('其他申报', 'Other claims'),
            say('处理', 'Settled'),
          ]}
          rows={same
            .map((ones) => [ones, ones[0]!] as const)
            .map(([ones, one]) => [
              one.ref === null ? say('整件', 'all') : refsText(ones.map(({ ref }) => ref ?? '')),
              <>
                {say(one.messages)}
                {one.source && <div class="soft">{sourceText(one.source, say)}</div>}
              </>,
              one.otherClaims?.length ? <ClaimLinks ids={one.otherClaims} /> : '—',
              one.status === 'open' ? (
                <span class="badge bad">{say('未处理', 'open')}</span>
              ) : (
                <>
                  <span class="badge good">{say('已处理', 'settled')}</span>{' '}
                  {one.reasonCode && say(reasonName(one.reasonCode))} {words.get(one.id) ?? ''}
                  <div class="soft">
                    <When at={one.clearedAt} /> · {one.clearedBy}
                  </div>
                </>
              ),
            ])}
        />
      )}
    </section>
  );
}
