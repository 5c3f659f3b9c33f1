import { derive } from '../../domain/rules/derive.ts';
import { learner } from '../china/examples.ts';
import { formsWith } from '../wuxi/forms.ts';
import wuxi from '../wuxi/index.ts';
import { onTheJob, parameters } from './parameters.ts';

const forms = formsWith(learner(3), learner(4));

/** The notice lets Jiangyin follow Wuxi by reference; it does. */
export default derive(wuxi, {
  slug: 'jiangyin',
  code: '320281',
  names: { zh: '江阴市', en: 'Jiangyin' },
  authority: {
    names: { zh: '江阴市人力资源和社会保障局', en: 'Jiangyin Human Resources and Social Security Bureau' },
    website: 'http://www.jiangyin.gov.cn',
  },
  checkedOn: '2026-11-22',
  newParameters: parameters,
  programmes: { ...forms, 'online-on-the-job': { ...forms['online-on-the-job'], parameters: onTheJob } },
});
