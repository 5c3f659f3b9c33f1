import type { LocalDate } from '../calendar/date.ts';
import type { Bilingual } from '../messages/message.ts';
import { inForce, type Params, type ParamValue } from '../rules/param.ts';
import { namedAsRecommended, platformListing } from './platforms.ts';
import { type ReportColumn, type ReportContent, type ReportFigures, type ReportRow, reportColumns } from './report.ts';

/** What one claim that stands brings into the figures of a day. Nothing here names anybody. */
export interface ClaimFigures {
  district: string | null;
  /** Normalised; null: none named, or not known any more. */
  platform: string | null;
  occupations: string[];
  /** Rows of its roster: those who had joined by the day, and those registered until then. */
  trainees: number;
  registrations: number;
  /** Its filing was approved by then. */
  approved: boolean;
  /** Its class had opened by then. */
  opened: boolean;
}

const notStated: Bilingual = { zh: '未填报', en: 'not stated' };

/** The report of a place for a day (`recommended`: platforms that the directory lists as the ministry's): every district in the order of the rules, also those without anything; at the end what names no district, if there is any. */
export function compileReport(
  place: { authority: string; parameters: Params; recommended: readonly string[] },
  day: LocalDate,
  claims: readonly ClaimFigures[],
): ReportContent {
  const { authority, parameters } = place;
  const districts = districtsOf(parameters, day);
  const recommended = [...namedAsRecommended(parameters, day), ...place.recommended];
  const listing = (platform: string) => platformListing(platform, recommended);
  const rows = districts.map(({ code, name }): ReportRow => {
    const own = claims.filter(({ district }) => district === code);
    return { district: code, name, ...figuresOf(own, listing) };
  });
  const codes = new Set(districts.map(({ code }) => code));
  const others = claims.filter(({ district }) => district === null || !codes.has(district));
  if (others.length > 0) rows.push({ district: null, name: notStated, ...figuresOf(others, listing) });
  return {
    authority,
    columns: (valueOn(parameters, 'report-form', day) ?? reportColumns) as ReportColumn[],
    recommendedCount: Number(valueOn(parameters, 'recommended-platforms', day) ?? 0),
    rows,
    total: figuresOf(claims, listing),
  };
}

function figuresOf(
  claims: readonly ClaimFigures[],
  listing: (platform: string) => 'recommended' | 'districts',
): ReportFigures {
  const used = claims.flatMap(({ approved, platform }) => (approved && platform !== null ? [platform] : []));
  const platforms = [...new Set(used)].sort();
  return {
    registrations: sum(claims.map(({ registrations }) => registrations)),
    trainingsStarted: sum(claims.map(({ opened, trainees }) => (opened ? trainees : 0))),
    platformsForDistricts: platforms.filter((name) => listing(name) === 'districts'),
    platformsRecommended: platforms.filter((name) => listing(name) === 'recommended'),
  };
}

/** Districts by GB/T 2260, then development zones. */
function districtsOf(parameters: Params, day: LocalDate): { code: string; name: Bilingual }[] {
  return ['districts', 'development-zones'].flatMap((figure) =>
    Object.entries(valueOn(parameters, figure, day) ?? {}).map(([code, name]) => ({ code, name: name as Bilingual })),
  );
}

export function valueOn(parameters: Params, name: string, day: LocalDate): ParamValue | undefined {
  const figure = parameters[name];
  return figure && inForce(figure, day)?.value;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
