import { derive } from '../../domain/rules/derive.ts';
import { learner } from '../china/examples.ts';
import { formsWith } from '../wuxi/forms.ts';
import wuxi from '../wuxi/index.ts';
import { parameters } from './parameters.ts';

/** The notice lets Yixing follow Wuxi by reference; it does. */
export default derive(wuxi, {
  slug: 'yixing',
  code: '320282',
  names: { zh: '宜兴市', en: 'Yixing' },
  authority: {
    names: { zh: '宜兴市人力资源和社会保障局', en: 'Yixing Human Resources and Social Security Bureau' },
    website: 'http://www.yixing.gov.cn',
  },
  checkedOn: '2026-11-22',
  newParameters: parameters,
  programmes: formsWith(learner(5), learner(6)),
});
