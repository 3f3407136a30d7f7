/** A real Chromium for one test. */
import type { TestContext } from 'node:test';
import chromium from '@sparticuz/chromium';
import { type Page, chromium as playwright } from 'playwright-core';

/** They are for places without processes; here they only make the browser fragile. */
const FOR_LAMBDAS = ['--single-process', '--no-zygote'];

export async function openPage(context: TestContext): Promise<Page> {
  const browser = await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [...chromium.args.filter((flag) => !FOR_LAMBDAS.includes(flag)), '--no-sandbox'],
  });
  context.after(() => browser.close());
  return browser.newPage({ viewport: { width: 1_280, height: 800 } });
}
