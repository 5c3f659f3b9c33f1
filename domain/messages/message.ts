/** One sentence in both languages of the project: what happened and what to do next. */
export interface Bilingual {
  zh: string;
  en: string;
}

/** A catalogue entry: `{name}` places are filled from the parameters; `status` is the HTTP status when it is a refusal of a call. */
export interface MessageTemplate extends Bilingual {
  status?: number;
}

/** Values for the `{name}` places of a template. Never personal data: messages reach logs and histories. */
export type MessageParams = Readonly<Record<string, string | number>>;

export function fill(template: Bilingual, params: MessageParams = {}): Bilingual {
  const put = (text: string) => text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
  return { zh: put(template.zh), en: put(template.en) };
}
