import { chinaCalendar } from '../../../jurisdictions/china/calendars/index.ts';
import { openRegistry } from '../../../jurisdictions/open.ts';
import { type QuoteBody, quote, quoteBody } from '../../../jurisdictions/quote.ts';

export const registry = await openRegistry({ mode: 'rehearsal', jurisdictionFolders: [] });

type Trainee = Partial<QuoteBody['trainees'][number]>;
type Asked = Partial<Omit<QuoteBody, 'trainees'>> & { trainees?: Trainee[] };

/** Quotes for a programme `place/programme`; trainees are employees numbered from 1. */
export function ask(of: string, { trainees = [{}], ...body }: Asked) {
  const [jurisdiction, programme] = of.split('/');
  const people = trainees.map((trainee, i) => ({ ref: String(i + 1), relation: 'employee', ...trainee }));
  return quote(registry, chinaCalendar, quoteBody.parse({ jurisdiction, programme, ...body, trainees: people }));
}

/** The codes with which the whole claim is refused. */
export function refusalsOf(of: string, body: Asked): string[] {
  return ask(of, body).refusals.map(({ code }) => code);
}

/** `[amount in fen, code]` of one person's line. */
export function lineOf(of: string, trainee: Trainee, body: Omit<Asked, 'trainees'>): [number, string | undefined] {
  const { lines, refusals } = ask(of, { ...body, trainees: [trainee] });
  if (refusals.length > 0) throw new Error(`refused: ${refusals.map(({ code }) => code).join(', ')}`);
  return [lines[0]!.amountFen, lines[0]!.code];
}
