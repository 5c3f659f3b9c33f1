import type { Context } from 'hono';
import { fieldName, valueName } from '../../../../domain/messages/form-names.ts';
import type { Site, WebEnv } from '../../env.ts';
import type { Say } from '../../language.ts';
import { page } from '../../parts/layout.tsx';
import { NextPage } from '../../parts/paging.tsx';
import { Table } from '../../parts/table.tsx';
import { FormFacts } from '../review/form-facts.tsx';
import { BackToClaim, claimHere } from './act-page.tsx';
import { type Dossier, readDossier } from './dossier.ts';
import { programmeIn } from './law.ts';

/** What was handed in, to be read again: forms, documents, and the roster page by page. */
export function handedInPage(site: Site): void {
  site.get('/claims/:id{C[0-9a-z]+}/dossier', show);
}

async function show(c: Context<WebEnv>) {
  const { say } = c.var;
  const claim = await claimHere(c);
  const [dossier, { programme }] = await Promise.all([
    readDossier(c, claim.id, c.req.query('cursor')),
    programmeIn(c, claim.jurisdiction, claim.programme, claim.filedAt.slice(0, 10)),
  ]);
  const named = new Map(
    [...programme.materials.filing, ...programme.materials.application].map(({ kind, names }) => [kind, names]),
  );
  const title = say('已提交的材料', 'What was handed in');
  return page(
    c,
    title,
    <>
      <BackToClaim id={claim.id} say={say} />
      <h1>{title}</h1>
      <section class="card">
        <h2>{say('备案表', 'Filing form')}</h2>
        <FormFacts form={dossier.filing} say={say} />
      </section>
      {dossier.application && (
        <section class="card">
          <h2>{say('补贴申请', 'Application')}</h2>
          <FormFacts form={dossier.application} say={say} />
        </section>
      )}
      <section class="card">
        <h2>{say('文件', 'Documents')}</h2>
        {dossier.files.length === 0 ? (
          <p>{say('没有文件。', 'There are no documents.')}</p>
        ) : (
          <ul>
            {dossier.files.map(({ fileId, kind, name }) => (
              <li>
                <a href={`/files/${fileId}`}>{say(named.get(kind) ?? valueName('evidence.kind', kind))}</a>{' '}
                <span class="soft">{name}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <h2>{say(`人员名册（${claim.trainees} 人）`, `Roster (${claim.trainees} people)`)}</h2>
      <People {...{ people: dossier.roster.items, say }} />
      <NextPage c={c} asked={new URLSearchParams()} nextCursor={dossier.roster.nextCursor} />
    </>,
  );
}

function People({ people, say }: { people: Dossier['roster']['items']; say: Say }) {
  const columns = ['ref', 'name', 'sex', 'idNumber', 'mobile', 'relation'] as const;
  return (
    <Table
      label={say('人员名册', 'Roster')}
      columns={columns.map((column) => say(fieldName(column)))}
      rows={people.map((person) =>
        columns.map((column) => {
          const value = person[column];
          return <span>{value === null ? '—' : say(valueName(column, value))}</span>;
        }),
      )}
    />
  );
}
