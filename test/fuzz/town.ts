import { play } from '../../dev/demo/run.ts';
import { type Scenario, timeline } from '../../dev/demo/scenario.ts';
import { openWorld, type World } from '../../dev/demo/world.ts';
import { type Caller, callersOf, forgeriesOf, hide } from './callers.ts';
import { type Household, newcomer, type Resident } from './street/residents.ts';
import { street } from './street/street.ts';

/** A stack with claims in every stage, and everybody who may call about those of two companies. */
export interface Town {
  url: string;
  world: World;
  callers: Caller[];
  /** Tokens that are none. */
  forged: string[];
  /** By its id, the claim with what its claimant hands in. */
  residents: Map<string, Resident>;
  /** Lets the street live on until an instant. */
  liveUntil(instant: string): Promise<void>;
  /** Somebody of a company whose filing is accepted as it is; `seed` is theirs alone. */
  newcomer(uscc: string | undefined, seed: number): Resident;
  /** It was filed: from now on it is known, and hidden from others. */
  settle(one: Resident, id: string): void;
}

export const beginning = '2020-02-10T08:00:00+08:00';

export interface Opening {
  until: string;
  /** What happens besides the street. What strangers then do to the claims of stories ends them. */
  told: readonly Scenario[];
  households: readonly Household[];
  /** How many claims of a household stand in each stage. */
  wide: number;
}

/** Lets stories and the street happen until an instant. */
export async function openTown(url: string, { until, told, households, wide }: Opening): Promise<Town> {
  const signal = AbortSignal.any([]);
  const world = openWorld(url, { signal, note: () => undefined });
  const own = street(households, wide);
  const residents = new Map<string, Resident>();
  const between = async (acts: ReturnType<typeof timeline>, from: string, to: string) => {
    await play(
      world,
      acts.filter(({ at }) => from <= at && at < to),
      { say: () => undefined, signal },
    );
    await moveTo(world, to);
  };
  await between(timeline([own, ...told]), '', until);
  const callers = await callersOf(world);
  own.open();
  let now = until;
  meet();
  hide(
    callers,
    told.flatMap((story) => story.claims.filter(({ id }) => id)).map((claim) => ({ claim, numbers: [] })),
  );
  return {
    ...{ url, world, callers, forged: forgeriesOf(callers[0]!.token), residents, newcomer },
    async liveUntil(instant) {
      await between(timeline([own]), now, instant);
      now = instant;
      meet();
    },
    settle(one, id) {
      one.claim.id = id;
      residents.set(id, one);
      hide(callers, [marked(one)]);
    },
  };

  function meet(): void {
    const filed = own.residents.filter(({ claim }) => claim.id);
    for (const one of filed) residents.set(one.claim.id, one);
    hide(callers, filed.map(marked));
  }
}

const marked = ({ claim, members }: Resident) => ({ claim, numbers: members.map(({ idNumber }) => idNumber) });

export async function moveTo(world: World, advanceTo: string): Promise<void> {
  await world.as({ role: 'admin', subject: 'clock' }).post('/v1/rehearsal/clock', { advanceTo });
}
