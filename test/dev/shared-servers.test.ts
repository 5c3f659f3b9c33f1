import { Client, Connection } from '@temporalio/client';
import nodemailer from 'nodemailer';
import pg from 'pg';
import { expect, test } from 'vitest';
import { mailsTo, sharedServers, testSettings } from '../support/stack.ts';

test('A test gets a migrated database, which the application role may not change', async () => {
  const settings = await testSettings();
  const client = new pg.Client({ connectionString: settings.databaseUrl });
  await client.connect();
  const { rows } = await client.query(
    `SELECT current_user AS role, rolsuper AS super, rolbypassrls AS bypass, to_regclass('claims') IS NOT NULL AS migrated
     FROM pg_roles WHERE rolname = current_user`,
  );
  const refused = await client.query('CREATE TABLE public.strange (id int)').catch((error: Error) => error.message);
  await client.end();
  expect(rows).toEqual([{ role: 'app', super: false, bypass: false, migrated: true }]);
  expect(refused).toMatch(/permission denied/);
});

test('A test gets a namespace of its own that knows the search attributes', async () => {
  const settings = await testSettings();
  const connection = await Connection.connect({ address: settings.temporalAddress });
  const client = new Client({ connection, namespace: settings.temporalNamespace });
  await client.workflow.start('anything', {
    taskQueue: 'nobody',
    workflowId: 'claim/wuxi/x/1',
    searchAttributes: { Jurisdiction: ['wuxi'], Overdue: [true], AmountFen: [44_400], DueAt: [new Date(0)] },
  });
  await expect
    .poll(
      async () => (await client.workflow.count("Jurisdiction = 'wuxi' AND Overdue = true AND AmountFen > 44000")).count,
    )
    .toBe(1);
  await connection.close();
});

test('A mail that is sent can be read in the shared mailbox', async () => {
  const transport = nodemailer.createTransport(sharedServers().smtpUrl);
  await transport.sendMail({
    from: 'a@b.example',
    to: 'c@d.example',
    subject: '备案已受理 <1>',
    text: '请在 6 月 29 日前办理。',
  });
  transport.close();
  expect(await mailsTo('c@d.example')).toMatchObject([{ subject: '备案已受理 <1>', text: '请在 6 月 29 日前办理。' }]);
});
