/** Fetches a published package with npm, unpacks it and says which one it is. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { CatalogueSource } from '#catalogue/catalogue-file.ts';

const run = promisify(execFile);

export interface FetchedPackage {
  readonly source: CatalogueSource;
  /** A module of the package, by its path in it. */
  load(path: string): Promise<Readonly<Record<string, unknown>>>;
}

/** Into a folder that is there, beside others. @throws where npm or tar fail */
export async function fetchPackage(name: string, folder: string): Promise<FetchedPackage> {
  const about = ['name', 'version', 'license', 'time', 'repository.url'];
  const { stdout } = await run('npm', ['view', `${name}@latest`, ...about, '--json']);
  const { version, license, time, 'repository.url': url } = JSON.parse(stdout) as NpmView;
  const own = join(folder, name.replaceAll('/', '-'));
  await run('mkdir', [own]);
  await run('npm', ['pack', `${name}@${version}`, '--pack-destination', own], { cwd: own });
  await run('sh', ['-c', 'tar -xzf *.tgz'], { cwd: own });
  return {
    source: {
      package: name,
      version,
      date: (time[version] ?? '').slice(0, 10),
      license,
      url: url.replace(/^git\+/, ''),
    },
    load: (path) => import(pathToFileURL(join(own, 'package', path)).href),
  };
}

interface NpmView {
  readonly version: string;
  readonly license: string;
  readonly time: Readonly<Record<string, string>>;
  readonly 'repository.url': string;
}
