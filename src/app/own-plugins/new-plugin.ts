/** Writes the beginning of a plugin of one's own: a folder with the plugin, its README and a test that passes. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { StartProblem } from '#src/app/listen.ts';
import { pluginFile, readmeFile, testFile } from '#src/app/own-plugins/templates.ts';

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const PROJECT = resolve(import.meta.dirname, '../../..');

/** Gives the folder. @throws StartProblem with a message for whoever asked. */
export async function newPlugin(name: string, parent: string): Promise<string> {
  if (!NAME.test(name))
    throw new StartProblem(`"${name}" is no name. Give small letters, digits and single dashes, such as "my-plugin".`);
  const folder = join(resolve(parent), name);
  if (existsSync(folder)) throw new StartProblem(`${folder} is there already. Choose another name.`);
  // From where it stands to the project, so that types and tests are found wherever the folder is.
  const project = relative(folder, PROJECT).split(sep).join('/');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'plugin.ts'), pluginFile(name, project));
  await writeFile(join(folder, 'plugin.test.ts'), testFile(name, project));
  await writeFile(join(folder, 'README.md'), readmeFile(name));
  return folder;
}
