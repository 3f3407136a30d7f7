/** The process: reads the settings, starts the gateway, stops it on a signal. The only file with effects at import. */

import { createLog } from '#observe/log.ts';
import { setUpDemo } from '#src/app/demo.ts';
import { greet } from '#src/app/greeting.ts';
import { StartProblem } from '#src/app/listen.ts';
import { printLoginLink } from '#src/app/login-link.ts';
import { startApp } from '#src/app.ts';
import { readSettings, SettingsProblem } from '#src/settings.ts';
import { StoreProblem } from '#store/store-problem.ts';

const COMMANDS = ['--demo', 'login-link'] as const;

async function run(words: readonly string[]): Promise<void> {
  const unknown = words.find((word) => !COMMANDS.some((command) => command === word));
  if (unknown !== undefined)
    throw new StartProblem(`Unknown argument "${unknown}". Known are: ${COMMANDS.join(', ')}.`);
  const settings = readSettings(process.env);
  if (words.includes('login-link')) return printLoginLink(settings, console.log);
  const log = createLog({ level: settings.logLevel });
  const app = await startApp(settings, log);
  stopOnSignals(app.stop);
  const demo = words.includes('--demo') ? await setUpDemo(app) : undefined;
  await greet(app, demo, console.log);
}

/** The first signal lets what has begun come to its end; the second one ends it. */
function stopOnSignals(stop: (options: { readonly patient: boolean }) => Promise<void>): void {
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals) => {
    if (stopping) process.exit(1);
    stopping = true;
    stop({ patient: signal === 'SIGTERM' }).then(
      () => process.exit(0),
      (error: unknown) => exitWith(error),
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

function exitWith(error: unknown): never {
  const isOurs = [StartProblem, SettingsProblem, StoreProblem].some((kind) => error instanceof kind);
  console.error(isOurs && error instanceof Error ? `Gatehouse cannot start. ${error.message}` : error);
  process.exit(1);
}

run(process.argv.slice(2)).catch(exitWith);
