import type { Context } from 'hono';
import type { Bilingual } from '../../../../domain/messages/message.ts';
import type { Fund } from '../../../../domain/money/types.ts';
import type { WebEnv } from '../../env.ts';
import type { Say } from '../../language.ts';
import { fundNames } from '../../names.ts';
import { page } from '../../parts/layout.tsx';
import { Facts, Note } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';
import { type Figure, Figures, type Source, SourceNote } from './figures.tsx';
import { claimantNames } from './names.ts';

interface Material {
  kind: string;
  names: Bilingual;
  required: 'always' | 'delegated' | 'signed' | 'never';
  source: Source;
}

interface Programme {
  slug: string;
  names: Bilingual;
  claimant: string;
  fund: Fund;
  materials: { filing: Material[]; application: Material[] };
  parameters: Figure[];
}

interface Rules {
  slug: string;
  names: Bilingual;
  authority: { names: Bilingual; website: string };
  checkedOn: string;
  on: string;
  parameters: Figure[];
  programmes: Programme[];
}

/** What holds in a place on a day: per programme its documents and figures, and what all of them share. */
export async function placePage(c: Context<WebEnv>) {
  const { say, remote } = c.var;
  const slug = c.req.param('slug')!;
  const on = c.req.query('on');
  const rules = await remote.get<Rules>(
    `/v1/jurisdictions/${encodeURIComponent(slug)}${on ? `?on=${encodeURIComponent(on)}` : ''}`,
  );
  const title = say(`${rules.names.zh}的标准与依据`, `Figures and sources: ${rules.names.en}`);
  const shared = say('各项目共同的规定', 'What all programmes share');
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      <form method="get" action={`/rules/${rules.slug}`} class="actions card">
        <label for="on">{say('哪一天生效的标准', 'In force on')}</label>
        <div>
          <input type="date" id="on" name="on" value={rules.on} required />
        </div>
        <button type="submit" class="second">
          {say('查询', 'Show')}
        </button>
      </form>
      <section class="card" aria-label={say('主管部门', 'The authority')}>
        <Facts
          of={[
            [say('主管部门', 'Authority'), say(rules.authority.names)],
            [say('网站', 'Website'), rules.authority.website],
            [say('规定核对日期', 'Last checked'), rules.checkedOn],
            [
              say('个人信息告知', 'Privacy note'),
              <a href={`/rules/${rules.slug}/privacy?on=${rules.on}`}>
                {say('处理哪些个人信息', 'Which personal data are used')}
              </a>,
            ],
          ]}
        />
      </section>
      {rules.programmes.map((programme) => (
        <ProgrammePart programme={programme} shared={rules.parameters} on={rules.on} say={say} />
      ))}
      <section>
        <h2>{shared}</h2>
        <details open={rules.programmes.length === 0}>
          <summary>{say(`共 ${rules.parameters.length} 项`, `${rules.parameters.length} figures`)}</summary>
          <Figures figures={rules.parameters} label={shared} say={say} />
        </details>
      </section>
    </>,
  );
}

interface Part {
  programme: Programme;
  shared: readonly Figure[];
  on: string;
  say: Say;
}

/** Documents name the notice that demands them and no day of their own: they hold from when a figure of their notices does. */
function isInForce({ parameters, materials }: Programme): boolean {
  const documents = new Set(parameters.map(({ source }) => source.document));
  return [...materials.filing, ...materials.application].some(({ source }) => documents.has(source.document));
}

function ProgrammePart({ programme, shared, on, say }: Part) {
  const names = new Set(shared.map(({ name }) => name));
  const own = programme.parameters.filter(({ name }) => !names.has(name));
  const name = say(programme.names);
  const inForce = own.length > 0 || isInForce(programme);
  const materials = [
    ...programme.materials.filing.map((one) => ({ ...one, when: say('备案', 'Filing') })),
    ...programme.materials.application.map((one) => ({ ...one, when: say('申请补贴', 'Application') })),
  ];
  const demanded = {
    always: say('必须', 'always'),
    delegated: say('委托培训时', 'when an institution trains'),
    signed: say('在线签署即可', 'signing the form is enough'),
    never: say('不要求', 'not demanded'),
  };
  return (
    <section>
      <h2>{name}</h2>
      <p class="soft">
        {say(claimantNames[programme.claimant]!)} · {say(fundNames[programme.fund])}
      </p>
      {!inForce && (
        <Note tone="warn">
          {say(
            `${on} 时本项目所依据的文件尚未施行，没有标准和材料要求。`,
            `On ${on} the notices of this programme are not in force yet: there are no figures, and no documents are demanded.`,
          )}
        </Note>
      )}
      {own.length > 0 && <Figures figures={own} label={say(`${name}：标准`, `${name}: figures`)} say={say} />}
      {inForce && materials.length > 0 && (
        <>
          <h3>{say('材料', 'Documents')}</h3>
          <Table
            label={say(`${name}：材料`, `${name}: documents`)}
            columns={[say('材料', 'Document'), say('环节', 'When'), say('是否必须', 'Demanded'), say('依据', 'Source')]}
            rows={materials.map((one) => [
              say(one.names),
              one.when,
              demanded[one.required],
              <SourceNote source={one.source} say={say} />,
            ])}
          />
        </>
      )}
    </section>
  );
}
