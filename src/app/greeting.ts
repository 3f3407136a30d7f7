/** What a person reads once the gateway has started: where it listens, how to get in, and a first call to try. */

import type { DemoSetup } from '#src/app/demo.ts';
import type { App } from '#src/app.ts';

export async function greet(app: App, demo: DemoSetup | undefined, print: (line: string) => void): Promise<void> {
  const { publicUrl, adminUrl, signIn, settings } = app;
  print(`\n  Gatehouse answers at ${publicUrl}`);
  print(`  GraphiQL for callers   ${publicUrl}/graphql`);
  if (adminUrl !== null) {
    print(`  Administrators         ${await signIn.createLoginLink(adminUrl)}`);
    print('                         (works once, within the hour; npm run login-link makes another)');
  }
  print(`  Data                   ${settings.dataDirectory}`);
  if (demo) print(`\n  Try it:\n\n${demo.curl.replaceAll(/^/gm, '  ')}\n`);
  else print('');
}
