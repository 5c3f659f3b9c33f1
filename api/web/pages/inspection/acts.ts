import type { Context } from 'hono';
import type { InspectionAct } from '../../../../domain/inspection/inspection.ts';
import type { ProblemBody } from '../../../problem.ts';
import type { Site, WebEnv } from '../../env.ts';
import { takesFiles } from '../../limits.tsx';
import { doAct, type Sent } from '../../parts/act.ts';
import { storeDocument } from '../../parts/documents.ts';
import { inspectionPage } from './page.tsx';
import type { Material } from './parts.tsx';
import type { Proceeding } from './tried.ts';

/** Numbers of the roster, however they are set apart; null: the whole claim. */
const refsOf = (text: string) => {
  const refs = text.split(/[\s,，、;；]+/).filter(Boolean);
  return refs.length > 0 ? refs : null;
};

type Filled = (form: Sent, materials: readonly Material[]) => object;
const texts = (form: Sent, ...names: string[]) => Object.fromEntries(names.map((name) => [name, form.text(name)]));

/** What is handed in with each act, from what was typed. */
const bodies: Readonly<Record<InspectionAct | Proceeding, Filled>> = {
  'visit-record': (form, materials) => ({ ...texts(form, 'visitedOn', 'place', 'met', 'observations'), materials }),
  finding: (form) => ({ ...texts(form, 'finding', 'reasonCode', 'reason'), refs: refsOf(form.text('refs')) }),
  statement: (form, materials) => ({ ...texts(form, 'reason'), materials }),
  result: (form) => texts(form, 'outcome', 'reasonCode', 'reason'),
  // Beside the form of the finding, which has a code of its own.
  reassignment: (form) => ({ ...texts(form, 'staffNumber'), reasonCode: form.text('leaving') }),
  'judicial-referral': (form) => ({
    ...texts(form, 'organ', 'documentNumber', 'referredOn'),
    reason: form.optional('referral-reason'),
  }),
  'judicial-referral/decision': (form) => ({ ...texts(form, 'decision'), reason: form.text('decision-reason') }),
  'credit-listing': (form) => ({
    ...texts(form, 'document', 'from'),
    ...{ claimant: form.text('claimant') === 'true', refs: refsOf(form.text('listed')) ?? [] },
    ...{ reasonCode: 'fraud', reason: form.text('listing-reason'), to: form.optional('to') },
  }),
};

const withMaterials: readonly InspectionAct[] = ['visit-record', 'statement'];

/** What fields are called here that the API calls the same in several forms. */
const ownNames: Readonly<Partial<Record<InspectionAct | Proceeding, Readonly<Record<string, string>>>>> = {
  'judicial-referral': { reason: 'referral-reason' },
  'judicial-referral/decision': { reason: 'decision-reason' },
  'credit-listing': { reason: 'listing-reason', refs: 'listed' },
};

export function inspectionActs(site: Site): void {
  site.get('/inspections/:id', (c) => inspectionPage(c, c.req.param('id')));
  for (const act of withMaterials) site.post(`/inspections/:id/${act}`, takesFiles);
  for (const act of Object.keys(bodies) as (InspectionAct | Proceeding)[])
    site.post(`/inspections/:id/${act}`, async (c) => {
      const id = c.req.param('id');
      // Who has left by it sees it no more.
      const gone = act === 'reassignment' && c.var.session?.role === 'inspector';
      return doAct(
        c,
        async (form) => {
          const body = bodies[act](form, await uploaded(c, form));
          return c.var.remote.post(`/v1/inspections/${encodeURIComponent(id)}/${act}`, body, form.key);
        },
        () => (gone ? '/inspections' : `/inspections/${id}`),
        ({ sent, problem }) => inspectionPage(c, id, { act, sent, problem: besideFields(problem, ownNames[act]) }),
      );
    });
}

/** Attachments go first: a form that is sent twice names the same files. */
async function uploaded(c: Context<WebEnv>, form: Sent): Promise<Material[]> {
  return Promise.all(
    form.files('materials').map(async (file) => ({
      ...{ kind: file.name.slice(0, 100), fileId: await storeDocument(c, file, form.key, 'materials') },
    })),
  );
}

/** Persons stand in one field here. */
const besideFields = (problem: ProblemBody, names: Readonly<Record<string, string>> = {}): ProblemBody => ({
  ...problem,
  errors: problem.errors.map((one) => {
    const path = one.path?.replace(/^(refs|materials)\..*/, '$1');
    return { ...one, path: path && (names[path] ?? path) };
  }),
});
