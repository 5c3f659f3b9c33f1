/** One sentence in both languages of the project: what happened and what to do next. */
export interface Bilingual {
  zh: string;
  en: string;
}

/**
 * A catalogue entry: `{name}` places are filled from the parameters; `status` is the HTTP status when it is a refusal of a call. `next`: what
 * to do now, by the value of a parameter.
 */
export interface MessageTemplate extends Bilingual {
  status?: number;
  next?: Readonly<Record<string, Readonly<Record<string, Bilingual>>>>;
}

/** Values for the `{name}` places of a template. Never personal data: messages reach logs and histories. */
export type MessageParams = Readonly<Record<string, string | number>>;

export function fill(template: MessageTemplate, params: MessageParams = {}): Bilingual {
  const put = (text: string) => text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
  const next = Object.entries(template.next ?? {}).flatMap(([name, steps]) => steps[String(params[name])] ?? []);
  return {
    zh: [put(template.zh), ...next.map(({ zh }) => zh)].join(''),
    en: [put(template.en), ...next.map(({ en }) => en)].join(' '),
  };
}
