import { directoryPages } from './directory.tsx';
import { noticePages } from './notices.tsx';
import { rulePages } from './rules.tsx';

/** What is there for everybody, without signing in. */
export const publicPages = [noticePages, rulePages, directoryPages];
