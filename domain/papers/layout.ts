// How the papers of a place are laid out: data of its pack, as its notices' annexes have them. Values of forms are named by their path, `enterprise.name`.

/** A label and what stands beside it. */
export type Entry =
  | { label: string; of: string /** How the paper says a value. */; words?: Readonly<Record<string, string>> }
  | { label: string; of: string /** All of them with a box. */; choices: Readonly<Record<string, string>> }
  | { label: string; from: string; to: string };

export type FormRow =
  | { heading: string }
  /** One over the whole width, or two side by side. */
  | { entries: readonly [Entry] | readonly [Entry, Entry] }
  /** A table inside the form: one row per thing in the list. Four columns. */
  | { list: string; columns: readonly (readonly [name: string, of: string])[] }
  /** Words of an office, its seal and its day; left empty where nothing was said yet. */
  | { opinion: string; of: string };

/** 备案表, 培训计划: what is filed, as a form of four columns. */
export interface FormLayout {
  title: string;
  annex?: string;
  rows: readonly FormRow[];
  /** At the foot. */
  notes: readonly string[];
  /** For whom each copy is. */
  copies: readonly string[];
}

/** What is filled in on a form, by the paths of its fields; without what offices say of it, which they write with their seal. */
export const fieldsOn = ({ rows }: FormLayout): string[] =>
  rows.flatMap((row) => {
    if ('list' in row) return [row.list];
    return 'entries' in row
      ? row.entries.flatMap((entry) => ('from' in entry ? [entry.from, entry.to] : [entry.of]))
      : [];
  });

/** A column of a roster: its heading, the field of a person, and how wide it is beside the others. */
export interface RosterColumn {
  name: string;
  of: string;
  width: number;
  words?: Readonly<Record<string, string>>;
}

/** 花名册, with its header. */
export interface RosterLayout {
  title: string;
  annex?: string;
  columns: readonly RosterColumn[];
  notes: readonly string[];
}

/** Papers of a programme that a pack lays out; the others follow the general layout (`domain/papers/general.ts`). */
export interface PaperLayouts {
  filingForm?: FormLayout;
  roster?: RosterLayout;
  /** 补贴花名册: who is subsidised with how much. */
  subsidyRoster?: Pick<RosterLayout, 'title' | 'annex' | 'notes'>;
}
