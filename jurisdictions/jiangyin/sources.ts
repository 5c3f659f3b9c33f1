export { decision, notice } from '../wuxi/sources.ts';
