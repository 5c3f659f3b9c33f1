import type { ParamValue, Resolved } from '../rules/param.ts';

/** What a learner has done, as far as points ask. `certificate`: the kind of the certificate that the class ended with. */
export interface Achievement {
  classHours: number;
  certificate: string | null;
}

const counted = ['classHour', 'certificate', 'assessment'] as const;

/** 积分 by the place's table. Every certificate but that of completion comes of an assessment that was passed. */
export function pointsOf({ classHours, certificate }: Achievement, figure: Resolved | undefined): number {
  const table = (figure?.value ?? {}) as Partial<Record<(typeof counted)[number], number>>;
  const certified = certificate === null ? 0 : 1;
  const assessed = certificate === null || certificate === 'completion' ? 0 : 1;
  return (
    classHours * (table.classHour ?? 0) + certified * (table.certificate ?? 0) + assessed * (table.assessment ?? 0)
  );
}

/** What is wrong with a table of points. */
export function faultsOfPoints(table: ParamValue): string[] {
  const names = Object.keys((table ?? {}) as object);
  const unknown = names.filter((name) => !(counted as readonly string[]).includes(name));
  return unknown.map((name) => `${name} is none of ${counted.join(', ')}`);
}
