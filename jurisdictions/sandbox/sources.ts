import { citing } from '../../domain/rules/define.ts';

/** No such document exists: every figure of the sandbox is invented. */
export const invented = citing('演练用虚构办法', 'D');
