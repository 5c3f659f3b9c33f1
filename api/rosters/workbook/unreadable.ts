import { Problem } from '../../../domain/problem.ts';

export const unreadable = () => new Problem('roster-unreadable', { reason: 'XLSX' });
