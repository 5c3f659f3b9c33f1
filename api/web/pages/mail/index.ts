import type { Site } from '../../env.ts';
import { mailList } from './list.tsx';
import { templatePages } from './templates.tsx';

/** What became of mails, and what they look like. */
export function mailPages(site: Site): void {
  mailList(site);
  templatePages(site);
}
