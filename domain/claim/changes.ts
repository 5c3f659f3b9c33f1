import type { LocalDate } from '../calendar/date.ts';
import { type Fault, fault } from '../problem.ts';
import type { FilingForm } from './forms.ts';
import type { Stage } from './stages.ts';

/** What may change after the filing was approved. */
export const changeKinds = ['trainee-leaves', 'trainee-joins', 'class-postponed', 'platform-changed'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** `overtaken`: the claim ended before anybody had decided. */
export const changeStatuses = ['waiting', 'approved', 'rejected', 'overtaken'] as const;
export type ChangeStatus = (typeof changeStatuses)[number];

/** A change as it was handed in. */
export type ChangeForm = { reason?: string } & (
  | { kind: 'trainee-leaves'; refs: string[]; leftOn: LocalDate }
  | { kind: 'trainee-joins'; rosterId: string; joinedOn: LocalDate }
  | { kind: 'class-postponed'; classOpensOn?: LocalDate; classEndsOn: LocalDate }
  | { kind: 'platform-changed'; platform: NonNullable<FilingForm['platform']> }
);

/** From the approval of the filing to that of the application: then the amounts are fixed. */
export function isChangeable(claim: { stage: Stage; returned_from: Stage | null }): boolean {
  const stage = claim.stage === 'returned' ? claim.returned_from : claim.stage;
  return stage === 'training' || stage === 'application-open' || stage === 'application-review';
}

/** The filing as it is with the change. People come and go on the roster. */
export function changedFiling(filing: FilingForm, change: ChangeForm): FilingForm {
  switch (change.kind) {
    case 'class-postponed': {
      const { classOpensOn = filing.training.classOpensOn, classEndsOn } = change;
      return { ...filing, training: { ...filing.training, classOpensOn, classEndsOn } };
    }
    case 'platform-changed':
      return { ...filing, platform: change.platform };
    case 'trainee-leaves':
    case 'trainee-joins':
      return filing;
  }
}

/** What is known when a change is judged: at its proposal, and again at its approval. */
export interface KnownOfClass {
  /** The day on which the change was handed in. */
  handedInOn: LocalDate;
  /** Of everybody on the roster; `leftOn`: null while they belong to the class. */
  members: ReadonlyMap<string, { leftOn: LocalDate | null }>;
  /** Whose `ref` or person is on the roster already, of those who join: by row. */
  alreadyThere: readonly { rowNo: number; ref: string; sameRef: boolean }[];
  /** Nobody joins backwards: the pinned figure `joining-announced-first`. */
  joiningAnnouncedFirst: boolean;
  openedOn: LocalDate | null;
  openingReported: boolean;
  endReported: boolean;
}

/** Why a change cannot be as it was handed in; empty: it can. */
export function faultsOfChange(change: ChangeForm, known: KnownOfClass): Fault[] {
  switch (change.kind) {
    case 'trainee-leaves':
      return leaving(change, known);
    case 'trainee-joins':
      return joining(change, known);
    case 'class-postponed':
      return postponed(change, known);
    case 'platform-changed':
      return [];
  }
}

function leaving({ refs, leftOn }: ChangeForm & { kind: 'trainee-leaves' }, known: KnownOfClass): Fault[] {
  const future = leftOn > known.handedInOn ? [fault('date-in-future', { path: 'leftOn' }, { date: leftOn })] : [];
  const unknown = refs.flatMap((ref, i): Fault[] => {
    const path = `refs.${i}`;
    const member = known.members.get(ref);
    if (!member) return [fault('ref-unknown', { path }, { ref })];
    if (member.leftOn !== null) return [fault('trainee-left-already', { path }, { ref, on: member.leftOn })];
    return refs.indexOf(ref) === i ? [] : [fault('trainee-ref-duplicate', { path }, { ref })];
  });
  const stay = [...known.members].some(([ref, { leftOn: left }]) => left === null && !refs.includes(ref));
  return [...future, ...unknown, ...(stay ? [] : [fault('class-empty', { path: 'refs' })])];
}

function joining({ joinedOn }: ChangeForm & { kind: 'trainee-joins' }, known: KnownOfClass): Fault[] {
  if (known.endReported) return [fault('class-over', { path: 'kind' })];
  const backwards =
    known.joiningAnnouncedFirst && joinedOn < known.handedInOn
      ? [fault('joining-backwards', { path: 'joinedOn' }, { date: known.handedInOn })]
      : [];
  const there = known.alreadyThere.map(({ rowNo, ref, sameRef }) =>
    sameRef
      ? { ...fault('trainee-ref-duplicate', { path: 'ref' }, { ref }), row: rowNo }
      : { ...fault('trainee-on-roster', { path: 'idNumber' }), row: rowNo },
  );
  return [...backwards, ...there];
}

function postponed(change: ChangeForm & { kind: 'class-postponed' }, known: KnownOfClass): Fault[] {
  const { classOpensOn, classEndsOn } = change;
  if (known.endReported) return [fault('class-over', { path: 'kind' })];
  if (known.openingReported && classOpensOn && classOpensOn !== known.openedOn)
    return [fault('training-already-started', { path: 'classOpensOn' })];
  const opensOn = classOpensOn ?? known.openedOn;
  return opensOn && classEndsOn < opensOn ? [fault('class-dates-order', { path: 'classEndsOn' })] : [];
}
