import { idCheckCharacter } from '../../domain/identity/idNumber.ts';

// Invented organisations and people. `specimen` is a file that every rehearsal has, so that an example can be filed as it is.

export const contact = { name: '示例联系人', mobile: '19900000001', email: 'training@enterprise.example' };

export function specimens(...kinds: string[]) {
  return kinds.map((kind) => ({ kind, fileId: 'specimen' }));
}

/** The account of whom a programme's example has claim: its name is theirs. */
export const bankAccountOf = (accountName: string) => ({
  bankName: '示例银行示例支行',
  accountName,
  accountNumber: '6200000000000000001',
  bankCode: '000000000000',
});

export const courses = [
  { name: '岗位技能理论', content: '工艺流程、质量要求', form: '视频录播', classHours: 16 },
  { name: '安全生产与法律法规', content: '操作规程、劳动法律', form: '在线直播', classHours: 6 },
  { name: '传染病防控常识', content: '复工防护', form: '视频录播', classHours: 2 },
];

export const training = {
  project: '岗位技能提升培训',
  occupation: '示例工种',
  kind: 'on-the-job',
  courses,
  plannedHeadCount: 30,
  classHours: 24,
  method: '在线直播和视频录播',
  classOpensOn: '2020-04-07',
  classEndsOn: '2020-05-15',
  personInCharge: '示例负责人',
  mobile: '19900000002',
  goal: '掌握岗位操作规程并通过考核',
};

export const platform = {
  name: '中国职业培训在线',
  url: 'px.class.com.cn',
  functions: ['recording', 'teaching', 'practice', 'assessment'],
};

/** Codes of cities as a whole: cards carry a district's, so that a number made with them is nobody's. */
export const cities = { wuxi: '320200', chongqing: '500000', guangzhou: '440100', zhuhai: '440400' };

/** The `nth` invented person (1 … 28). Each programme's example has its own, so that all of them can be filed one after the other. */
export function learner(nth: number, city: string = cities.wuxi) {
  const two = String(nth).padStart(2, '0');
  const male = nth % 2 === 1;
  const body = `${city}199003${two}${male ? '001' : '002'}`;
  return {
    name: `示例学员${two}`,
    sex: male ? 'male' : 'female',
    idNumber: body + idCheckCharacter(body),
    mobile: `199000001${two}`,
    platformAccount: `trainee-0${two}`,
    relation: 'employee',
  };
}

export const person = learner(1);

export const completion = { ref: '1', kind: 'completion', number: 'SP-2020-0001', issuedOn: '2020-05-18' };
