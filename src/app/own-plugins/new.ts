/** `npm run new plugin NAME`. */
import { StartProblem } from '#src/app/listen.ts';
import { newPlugin } from '#src/app/own-plugins/new-plugin.ts';

const USAGE = 'Say what to make: npm run new plugin NAME';
const FOLDER = './plugins';

async function run([what, name, ...rest]: readonly string[]): Promise<void> {
  if (what !== 'plugin' || name === undefined || rest.length > 0) throw new StartProblem(USAGE);
  const parent = process.env.GATEHOUSE_PLUGINS_DIR || FOLDER;
  const folder = await newPlugin(name, parent);
  console.log(`Made ${folder}.
Try it:  npx node --test ${folder}/plugin.test.ts
Use it:  GATEHOUSE_PLUGINS_DIR=${parent} npm start`);
}

run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof StartProblem ? error.message : error);
  process.exitCode = 1;
});
