/** GraphiQL as a person with a mouse meets it: its examples open, run, and stand on their own page only. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { setUpDemo } from '#src/app/demo.ts';
import { openPage } from '#test/browser/open-browser.ts';
import { startAdminGateway } from '#test/support/admin-gateway.ts';

test('the examples of both pages open with a click and run, and nothing is fetched from elsewhere', async (context) => {
  const gateway = await startAdminGateway(context);
  await setUpDemo(gateway.app);
  const page = await openPage(context);
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    if (!/^(?:data|blob):/.test(request.url()) && !request.url().startsWith(gateway.url)) elsewhere.push(request.url());
  });

  await page.goto(`${gateway.url}/graphql`);
  assert.deepEqual(await namesOfTabs(page), [
    'Chat',
    'ChatStream',
    'Tools',
    'StructuredOutput',
    'Compare',
    'CompareStream',
    'Models',
  ]);
  await run(page);
  await page.getByText('Chuck Norris').first().waitFor();
  await page.locator('.graphiql-tab-button', { hasText: 'ChatStream' }).click();
  await page.locator('.graphiql-tab-active', { hasText: 'ChatStream' }).waitFor();
  await run(page);
  await page.getByText('"ChatFinished"').waitFor();

  await page.goto(await gateway.app.signIn.createLoginLink(gateway.adminUrl));
  await page.waitForURL('**/admin/graphql');
  assert.equal((await namesOfTabs(page))[0], 'QuickStart');
  await page.locator('.graphiql-tab-button', { hasText: 'TestConnection' }).click();
  await page.locator('.graphiql-tab-active', { hasText: 'TestConnection' }).waitFor();
  await page.locator('.view-line', { hasText: 'providerTestConnection' }).first().waitFor();
  await run(page);
  await page.getByText('"POLICY"').waitFor();
  assert.deepEqual(elsewhere, []);
});

async function namesOfTabs(page: Page): Promise<string[]> {
  await page.locator('.graphiql-tab-button').first().waitFor();
  return page.locator('.graphiql-tab-button').allInnerTexts();
}

async function run(page: Page): Promise<void> {
  await page.locator('.graphiql-execute-button').click();
}
