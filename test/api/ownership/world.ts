import type { Role } from '../../../api/auth/access.ts';
import { isClaimant } from '../../../api/auth/claimant.ts';
import type { Actor } from '../../../api/auth/tokens.ts';
import type { Gateway } from '../../../api/gateway.ts';
import { sampleCompany } from '../../../dev/sample-people.ts';
import { Problem } from '../../../domain/problem.ts';
import { clockAt, type TestApi, testApi } from '../support/api.ts';
import { type Belonging, type Claimant, type Ids, insertBelongings } from './belongings.ts';

type Kind = Claimant['kind'];
const kinds = ['enterprise', 'institution', 'individual'] as const;

/** What is there, and whose it is. */
export interface Piece extends Belonging {
  /** Part of every id and name in it. */
  tag: string;
  ids: Ids;
}

/** Somebody who calls, with what is theirs and what is not. */
export interface Caller {
  as: Actor;
  own: Piece[];
  foreign: Piece[];
}

export interface World {
  api: TestApi;
  /** Who may hold a role: officials with a place, and those that may without. */
  callers(role: Role, names?: string): Caller[];
}

/** Where claimants of a kind can claim. */
export const homes: Record<Kind, Omit<Belonging, 'claimant'>> = {
  enterprise: { jurisdiction: 'wuxi', programme: 'online-on-the-job' },
  institution: { jurisdiction: 'chongqing', programme: 'project-based' },
  individual: { jurisdiction: 'sandbox', programme: 'individual-hours' },
};
const next: Record<Kind, Kind> = { enterprise: 'institution', institution: 'individual', individual: 'enterprise' };

/** Claims of every kind of claimant in three places, each with everything that can hang on one. */
export async function openWorld(): Promise<World> {
  const api = await testApi({ gateway: arrived, clock: clockAt('2020-05-27T09:00:00+08:00') });
  const pieces: Piece[] = [];
  const insert = async (tag: string, kind: Kind, code: string, home: Kind) => {
    const belonging = { claimant: { kind, code }, ...homes[home] };
    pieces.push({ tag, ...belonging, ids: await insertBelongings(api.deps.pool, tag, belonging) });
  };
  for (const kind of kinds) {
    const tag = kind.slice(0, 3);
    await insert(`${tag}-own`, kind, codeOf(api, kind), kind);
    await insert(`${tag}-els`, kind, sampleCompany(8).uscc, kind);
    await insert(`${tag}-awy`, kind, sampleCompany(9).uscc, next[kind]);
    // One code may claim as several kinds, and an account may be named like a code.
    await insert(`${tag}-nam`, next[kind], codeOf(api, kind), kind);
  }
  const caller = (as: Actor, isOwn: (piece: Piece) => boolean): Caller => ({
    as,
    own: pieces.filter(isOwn),
    foreign: pieces.filter((piece) => !isOwn(piece)),
  });
  return {
    api,
    callers(role, names) {
      const actor: Actor = { role, subject: `${role}-1` };
      if (!isClaimant(actor)) {
        const bound = caller({ ...actor, jurisdiction: 'wuxi' }, ({ jurisdiction }) => jurisdiction === 'wuxi');
        const everywhere = caller(actor, () => true);
        if (role === 'reviewer') return [bound];
        // Keys are of no place, and they are all that an admin changes.
        return role === 'admin' && names === 'key' ? [everywhere] : [bound, everywhere];
      }
      const code = codeOf(api, actor.role);
      const as: Actor = role === 'individual' ? { role, subject: code } : { ...actor, uscc: code };
      return [caller(as, ({ claimant }) => claimant.kind === role && claimant.code === code)];
    },
  };
}

/** The code that the example of the programme names: the example is theirs. */
function codeOf({ deps }: TestApi, kind: Kind): string {
  const { jurisdiction, programme } = homes[kind];
  const { example } = deps.registry.programme(jurisdiction, programme).programme.forms.filing;
  const parties = example as { enterprise?: { uscc: string }; institution?: { uscc: string } };
  return (kind === 'institution' ? parties.institution : parties.enterprise)?.uscc ?? sampleCompany(1).uscc;
}

/** Whoever gets to a workflow was let in. */
const arrive = () => Promise.reject(new Problem('wrong-stage', { act: '', stage: 'closed', accepted: '' }));
const arrived: Gateway = {
  ...{ file: arrive, act: arrive, lookAgain: arrive, batch: arrive, paymentReturn: arrive, recovery: arrive },
  ruleOnFraud: arrive,
  inspection: arrive,
  repinClosed: arrive,
  reopenClosed: arrive,
  schedule: arrive,
  workers: arrive,
  acts: () => ({ running: 0, waiting: 0 }),
  closeLine: () => {},
};
