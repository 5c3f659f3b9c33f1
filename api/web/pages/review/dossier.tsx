import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Certificates } from '../../../certificates/view.ts';
import type { Clauses } from '../../../claims/clauses.ts';
import type { Dossier } from '../../../claims/dossier.ts';
import type { ForeseenAnswer } from '../../../claims/foreseen.ts';
import type { Claim } from '../../../claims/schemas.ts';
import type { WebEnv } from '../../env.ts';
import { FileLink } from '../../parts/file-link.tsx';
import { Note } from '../../parts/show.tsx';
import { CertificateTable } from './certificates.tsx';
import { Findings } from './findings.tsx';
import { FormFacts, type Schema } from './form-facts.tsx';
import type { Mark } from './return-mark.tsx';
import { peopleAtOnce, problemsFirst, Roster } from './roster.tsx';

export type ClaimAnswer = z.infer<typeof Claim>;

/** A claim with everything that was handed in for it, as the reviewer has it on the table. */
export interface Papers {
  claim: ClaimAnswer;
  dossier: z.infer<typeof Dossier>;
  certificates: z.infer<typeof Certificates>['items'];
  programme: Programme | undefined;
  /** What each person would have if it were approved now. */
  foreseen: ForeseenAnswer;
  /** What a rejection can rest on. */
  clauses: z.infer<typeof Clauses>['items'];
}

interface Programme {
  slug: string;
  names: { zh: string; en: string };
  materials: Record<'filing' | 'application', { kind: string; names: { zh: string; en: string } }[]>;
  forms: Record<'filing' | 'application' | 'rosterRow', { schema: Schema }>;
}

/** Reading it is on record. `cursor`: where the roster goes on. */
export async function papersOf(c: Context<WebEnv>, id: string): Promise<Papers> {
  const { remote } = c.var;
  const cursor = c.req.query('cursor');
  const people = `limit=${peopleAtOnce}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
  const claim = await remote.get<ClaimAnswer>(`/v1/claims/${id}`);
  const [dossier, certificates, rules, clauses, foreseen] = await Promise.all([
    remote.get<z.infer<typeof Dossier>>(`/v1/claims/${id}/dossier?${people}`),
    remote.get<z.infer<typeof Certificates>>(`/v1/claims/${id}/certificates`),
    remote.get<{ programmes: Programme[] }>(`/v1/jurisdictions/${claim.jurisdiction}?on=${claim.filedAt.slice(0, 10)}`),
    remote.get<z.infer<typeof Clauses>>(`/v1/claims/${id}/clauses`),
    remote.get<ForeseenAnswer>(`/v1/claims/${id}/foreseen-lines?${people}`),
  ]);
  await putProblemsFirst(c, claim, dossier, foreseen);
  const programme = rules.programmes.find(({ slug }) => slug === claim.programme);
  return { claim, dossier, certificates: certificates.items, programme, clauses: clauses.items, foreseen };
}

/** People with open findings stand on the first page, wherever the roster has them, with all that is told of them. */
async function putProblemsFirst(
  c: Context<WebEnv>,
  claim: ClaimAnswer,
  { roster }: z.infer<typeof Dossier>,
  foreseen: ForeseenAnswer,
) {
  const hasProblems = claim.findings.some(({ status, ref }) => status === 'open' && ref !== null);
  if (!hasProblems || !roster.nextCursor || c.req.query('cursor')) return;
  const { remote } = c.var;
  const at = (what: string) => `/v1/claims/${claim.id}/${what}?limit=${problemsFirst}&problems=true`;
  const [people, lines] = await Promise.all([
    remote.get<z.infer<typeof Dossier>>(at('dossier')),
    remote.get<ForeseenAnswer>(at('foreseen-lines')),
  ]);
  const shown = new Set(roster.items.map(({ ref }) => ref));
  const isNew = ({ ref }: { ref: string }) => !shown.has(ref);
  roster.items.push(...people.roster.items.filter(isNew));
  foreseen.items.push(...lines.items.filter(isNew));
}

/** `mark`: how single fields, people and documents are sent back; without it nobody decides here. */
interface Shown {
  c: Context<WebEnv>;
  papers: Papers;
  mark?: Mark;
}

/** Findings and hints first, then people with them on top, forms, certificates and documents. */
export function DossierView({ c, papers, mark }: Shown) {
  const { say } = c.var;
  const { claim, dossier, certificates, programme } = papers;
  const reviewed = reviewedIn(papers);
  const markedAs = (at: 'filing' | 'application') => (mark && reviewed === at ? { at, mark } : undefined);
  return (
    <>
      <Findings c={c} claim={claim} settled={dossier.settledFindings} />
      <Roster c={c} papers={papers} mark={mark} />
      <section class="card" aria-labelledby="filing-form">
        <h2 id="filing-form">{say('备案表', 'The filing form')}</h2>
        <FormFacts
          {...{ form: dossier.filing, schema: programme?.forms.filing.schema, say, marked: markedAs('filing') }}
        />
      </section>
      {dossier.application && (
        <section class="card" aria-labelledby="application-form">
          <h2 id="application-form">{say('补贴申请', 'The application')}</h2>
          <FormFacts
            {...{ form: dossier.application, schema: programme?.forms.application.schema, say }}
            marked={markedAs('application')}
          />
        </section>
      )}
      {certificates.length > 0 && <CertificateTable c={c} certificates={certificates} />}
      <Documents c={c} papers={papers} mark={mark} />
    </>
  );
}

/** Which form is on the table. */
const reviewedIn = ({ claim }: Papers) => (claim.stage === 'application-review' ? 'application' : 'filing');

function Documents({ c, papers, mark }: Shown) {
  const { say } = c.var;
  const { dossier, programme } = papers;
  const at = reviewedIn(papers);
  const returnable = new Set(programme?.materials[at].map(({ kind }) => kind));
  const isThere = new Set(dossier.files.map(({ kind }) => kind));
  const missing = mark ? [...returnable].filter((kind) => !isThere.has(kind)) : [];
  const names = new Map(
    [...(programme?.materials.filing ?? []), ...(programme?.materials.application ?? [])].map((one) => [
      one.kind,
      one.names,
    ]),
  );
  return (
    <section class="card" aria-labelledby="documents">
      <h2 id="documents">{say('材料', 'Documents')}</h2>
      {dossier.files.length === 0 && <Note>{say('没有提交材料。', 'No documents were handed in.')}</Note>}
      <ul>
        {dossier.files.map(({ fileId, kind, ref, name, bytes }) => (
          <li>
            <FileLink c={c} id={fileId}>
              {say(names.get(kind) ?? { zh: kind, en: kind })}
            </FileLink>
            {ref && say(`（名册第 ${ref} 号）`, ` (roster no. ${ref})`)}{' '}
            <span class="soft">
              {name ?? ''} {Math.ceil(bytes / 1024)} KB
            </span>
            {mark && returnable.delete(kind) && mark(`${at}.materials.${kind}`, say(names.get(kind)!))}
          </li>
        ))}
        {missing.map((kind) => (
          <li>
            {say(names.get(kind)!)}
            {say('（未提交）', ' (not handed in)')}
            {mark!(`${at}.materials.${kind}`, say(names.get(kind)!))}
          </li>
        ))}
      </ul>
    </section>
  );
}
