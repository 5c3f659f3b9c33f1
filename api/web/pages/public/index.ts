import { directoryPages } from './directory.tsx';
import { noticePages } from './notices.tsx';
import { objectionStatusPages } from './objection.tsx';
import { rulePages } from './rules.tsx';

/** What is there for everybody, without signing in. */
export const publicPages = [noticePages, objectionStatusPages, rulePages, directoryPages];
