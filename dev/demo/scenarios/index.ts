import type { Scenario } from '../scenario.ts';
import { chongqing } from './chongqing.ts';
import { guangdong } from './guangdong.ts';
import { jiangyin } from './jiangyin.ts';
import { missedDeadline } from './missed-deadline.ts';
import { wuxiNewHires } from './wuxi-new-hires.ts';
import { wuxiOnTheJob } from './wuxi-on-the-job.ts';
import { zhuhai } from './zhuhai.ts';

/** The stories of the demo, numbered, each with its own people. */
export function stories(): Scenario[] {
  return [wuxiOnTheJob(), wuxiNewHires(), chongqing(), guangdong(), jiangyin(), zhuhai(), missedDeadline()].map(
    (story, i) => ({ ...story, name: `${i + 1} ${story.name}` }),
  );
}
