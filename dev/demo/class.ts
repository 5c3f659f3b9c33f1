import type { SampleCity, SampleCompany } from '../sample-people.ts';
import { approveApplication, enterprise, file, filingForm, finishAndApply, read, sameLines, summary } from './acts.ts';
import { sum } from './expected.ts';
import { completions, type Group, grouped, headCount, lessons, type Member, rosterOf } from './people.ts';
import { type Expected, type StoryClaim, storyClaim } from './scenario.ts';
import type { World } from './world.ts';

/** People who attend the same lessons; `fen` is what each of them has to bring. */
export interface Attendance extends Group {
  /** Of each lesson, one an evening from the opening on. */
  minutes: number[];
  fen: number;
}

export interface ClassStory {
  jurisdiction: string;
  programme: string;
  /** Or the seed of one. */
  company: SampleCompany | number;
  city: SampleCity;
  days: { classOpensOn: string; classEndsOn: string; classHours: number };
  members: Member[];
  attendance: Attendance[];
  /** What the plan brings each of them if everybody completes it, fen. */
  estimateFen: number;
  relation?: string;
  certificates?: boolean;
  /** What becomes of the claim, given what the attendance brings. */
  becomes(subsidyFen: number): Expected;
}

/** A claim for a class whose attendance decides about the money: the acts that such stories share. */
export interface StoryClass {
  claim: StoryClaim;
  members: Member[];
  /** What the attendance brings, fen. */
  subsidyFen: number;
  /** Files with the roster in the body unless one was uploaded before. `filing` changes the form. */
  file(world: World, given?: { filing?: object; training?: object; rosterId?: string }): Promise<void>;
  /** The form, for acts that need it alone. */
  form(world: World, training?: object): Promise<Awaited<ReturnType<typeof filingForm>>>;
  roster(): object[];
  /** Records, end of the class, application. */
  apply(world: World): Promise<void>;
  /** The reviewer approves; every line has to be the story's, to the fen. */
  approve(world: World): Promise<void>;
}

export function storyClass(story: ClassStory): StoryClass {
  const { members, days, attendance, relation = 'employee', becomes, ...about } = story;
  if (headCount(attendance) !== members.length) throw new Error('the attendance is not about everybody on the roster');
  const groups = grouped(attendance, members);
  const subsidyFen = sum(attendance.map(({ people, fen }) => people * fen));
  const claim = storyClaim({ ...about, trainees: members.length, expected: becomes(subsidyFen) });
  const form = (world: World, training: object = {}) => filingForm(world, claim, { ...days, ...training });
  const roster = () => rosterOf(members, { relation });
  return {
    claim,
    members,
    subsidyFen,
    form,
    roster,
    async file(world, { filing = {}, training, rosterId } = {}) {
      const whole = { ...(await form(world, training)), ...filing };
      const people = rosterId ? { rosterId } : { roster: roster() };
      await file(world, claim, whole, people, members.length * story.estimateFen);
    },
    async apply(world) {
      const refs = members.map(({ ref }) => ref);
      await finishAndApply(world, claim, {
        records: groups.flatMap(({ refs, minutes }) => refs.flatMap((ref) => lessons(ref, days.classOpensOn, minutes))),
        classOpenedOn: days.classOpensOn,
        classEndedOn: days.classEndsOn,
        certificates: story.certificates === false ? [] : completions(refs, days.classEndsOn),
      });
    },
    async approve(world) {
      await approveApplication(world, claim, subsidyFen);
      const approved = await read(world, claim, 'public-notice');
      sameLines(approved, new Map(groups.flatMap(({ refs, fen }) => refs.map((ref) => [ref, fen]))));
      world.note(summary(approved));
    },
  };
}

/** The claim as its own enterprise reads it. */
export function readOwn<T>(world: World, claim: StoryClaim): Promise<T> {
  return enterprise(world, claim).get<T>(`/v1/claims/${claim.id}`);
}
