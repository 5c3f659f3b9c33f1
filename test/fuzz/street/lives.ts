import { enterprise, reviewer } from '../../../dev/demo/acts.ts';
import type { Claim } from '../../../dev/demo/answers.ts';
import { reaches, type World } from '../../../dev/demo/world.ts';
import { applicationOf, completionOf, filingOf, type Resident, recordsOf } from './residents.ts';

const approve = { decision: 'approve' };
export const giveBack = { decision: 'return', reasonCode: 'incomplete', reason: '材料不完整，请补正。' };

/** What a claim goes through until it stands where it is to stand. Each step begins where the one before has ended. */
const steps = {
  async file(world, one) {
    const filed = await enterprise(world, one.claim).post<Claim>('/v1/claims', await filingOf(world, one));
    one.claim.id = filed.id;
  },
  returnFiling: (world, one) => review(world, one, 'filing-review', giveBack),
  approveFiling: (world, one) => review(world, one, 'filing-review', approve),
  async finish(world, one) {
    if (one.hires) await reaches(reviewer(world, one.claim), one.claim.id, 'training');
    else await act(world, one, 'learning-records', recordsOf(one));
    await act(world, one, 'training-completion', completionOf(one));
  },
  apply: async (world, one) => act(world, one, 'application', await applicationOf(world, one)),
  returnApplication: (world, one) => review(world, one, 'application-review', giveBack),
  approveApplication: (world, one) => review(world, one, 'application-review', approve),
  async object(world, { claim: { id } }) {
    const body = { ref: '1', text: '该人员培训期间不在岗，请核查。', contact: 'citizen@mail.example' };
    await world.anybody.post(`/v1/public-notices/N${id}/objections`, body);
  },
} satisfies Record<string, (world: World, one: Resident) => Promise<unknown>>;

export type Step = keyof typeof steps;

/** Takes a claim through these steps, one after the other. */
export async function live(world: World, one: Resident, ...path: Step[]): Promise<void> {
  for (const step of path) await steps[step](world, one);
}

function act(world: World, { claim }: Resident, name: string, body: object): Promise<unknown> {
  return enterprise(world, claim).post(`/v1/claims/${claim.id}/${name}`, body);
}

function review(world: World, { claim }: Resident, name: string, body: object): Promise<unknown> {
  return reviewer(world, claim).post(`/v1/claims/${claim.id}/${name}`, body);
}
