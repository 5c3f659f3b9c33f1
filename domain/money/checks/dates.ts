import { dateOf } from '../../rules/figures.ts';
import { assumed, type ClaimCheck, type Finding, need } from './check.ts';

/** The class opens from `from` to `to`, both inclusive; without `to` the window is open. */
export const openingWindow: ClaimCheck = {
  of: 'claim',
  reads: { from: { units: ['date'], by: 'filing' }, to: { units: ['date'], by: 'filing', optional: true } },
  find({ classOpenedOn }, figures): Finding | null {
    if (!classOpenedOn) return null;
    const from = dateOf(need(figures, 'from'));
    const to = figures.to && dateOf(figures.to);
    if (classOpenedOn >= from && (!to || classOpenedOn <= to)) return null;
    if (!to) return { code: 'opening-before-start', params: { from }, figure: 'from' };
    return { code: 'opening-outside-window', params: { from, to }, figure: classOpenedOn < from ? 'from' : 'to' };
  },
};

/** Filed strictly before the day the class opens; a class that opened before `openedBefore` may be filed until `until`. */
export const fileBeforeOpening: ClaimCheck = {
  of: 'claim',
  reads: {
    required: { units: ['yes/no'], by: 'filing' },
    openedBefore: { units: ['date'], by: 'filing', optional: true },
    until: { units: ['date'], by: 'filing', optional: true },
  },
  find({ filedOn, classOpenedOn }, figures): Finding | null {
    if (!filedOn || !classOpenedOn || need(figures, 'required').value !== true) return null;
    if (filedOn < classOpenedOn) return null;
    const { openedBefore, until } = figures;
    const transitional = openedBefore && until && classOpenedOn < dateOf(openedBefore);
    if (!transitional) return { code: 'filed-after-opening', params: { opening: classOpenedOn }, figure: 'required' };
    if (filedOn <= dateOf(until)) return null;
    const params = { before: dateOf(openedBefore), until: dateOf(until) };
    return { code: 'filed-after-transition', params, figure: 'until' };
  },
  assumes: ({ filedOn }, { required }) => assumed('assumed-filed-in-time', !filedOn, required),
};

/** Filed on `until` at the latest (inclusive). */
export const filingLastDay: ClaimCheck = {
  of: 'claim',
  reads: { until: { units: ['date'], by: 'filing' } },
  find({ filedOn }, figures) {
    const until = dateOf(need(figures, 'until'));
    if (!filedOn || filedOn <= until) return null;
    return { code: 'filed-after-last-day', params: { until }, figure: 'until' };
  },
  assumes: ({ filedOn }) => assumed('assumed-filed-in-time', !filedOn),
};

/** The class opens within the stated full or partial stoppage (both ends inclusive, `to: null` = still stopped). */
export const stoppageWindow: ClaimCheck = {
  of: 'claim',
  reads: { required: { units: ['yes/no'], by: 'filing' } },
  find({ classOpenedOn, stoppage }, figures) {
    if (!classOpenedOn || !stoppage || need(figures, 'required').value !== true) return null;
    const inside = classOpenedOn >= stoppage.from && (stoppage.to === null || classOpenedOn <= stoppage.to);
    return inside ? null : { code: 'opening-outside-stoppage', figure: 'required' };
  },
  assumes: ({ stoppage }, { required }) => assumed('assumed-stoppage', !stoppage, required),
};
