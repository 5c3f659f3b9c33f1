import type { Site } from '../../env.ts';
import { inspectionActs } from './acts.ts';
import { drawPages } from './draws.tsx';
import { inspectionList } from './list.tsx';
import { poolPages } from './pool.tsx';

/** 双随机一公开: the desk of inspectors, the supervisor's results, and what is published. */
export function inspectionPages(site: Site): void {
  inspectionList(site);
  inspectionActs(site);
  drawPages(site);
  poolPages(site);
}
