import type { Page } from 'playwright-core';
import type { Front } from './browser.ts';

/** A person of their own name, signed in. */
export async function person(front: Front, role: string, subject: string): Promise<Page> {
  const page = await front.as(role);
  const form = { role, subject, to: '/tasks' };
  await page.request.post('/sign-in', { form, headers: { Origin: front.url } });
  await page.goto('/tasks');
  return page;
}
