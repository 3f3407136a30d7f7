/** Who may import whom, written down once: `npm run imports` judges by it, and the reference page shows it. */

export interface Room {
  readonly name: string;
  /** Files and folders below `src`. */
  readonly holds: readonly string[];
  /** Names of rooms, or single files of one (`store/store.ts`). What a room holds it may import itself. */
  readonly mayImport: readonly string[] | 'everything';
  /** Packages, by the beginning of their name. */
  readonly packages: readonly string[];
  /** Whether it may use what Node brings along (`node:*`). */
  readonly usesNode: boolean;
  /** Folders in it that know each other; all others know these and themselves alone. Absent where all may. */
  readonly sharedFolders?: readonly string[];
}

type Walls = Partial<Omit<Room, 'name'>>;

/** Without a word it is the folder of its name, knows `core` alone, no package, and nothing of Node. */
function room(name: string, walls: Walls = {}): Room {
  return { name, holds: [`${name}/`], mayImport: ['core'], packages: [], usesNode: false, ...walls };
}

/** From the words that every room speaks to the one place that knows all rooms. */
export const ROOMS: readonly Room[] = [
  room('core', { mayImport: [], packages: ['zod'] }),
  room('catalogue', { usesNode: true }),
  room('providers', { packages: ['zod'], sharedFolders: ['dialect', 'failure', 'wire'] }),
  room('plugins', {
    packages: ['@cfworker/', 'ipaddr.js', 'jose', 're2js', 'zod'],
    sharedFolders: ['call-log', 'delivery', 'identity', 'name-pattern', 'reuse', 'rewrite', 'text'],
  }),
  room('pipeline'),
  room('snapshot', { packages: ['lru-cache', 'zod'] }),
  room('events'),
  room('state', { packages: ['lru-cache'] }),
  room('upstream', { packages: ['@smithy/', 'jose', 'undici'], usesNode: true }),
  room('store', { packages: ['better-sqlite3', 'drizzle-orm', 'zod'], usesNode: true }),
  room('observe', { packages: ['pino', 'prom-client'], usesNode: true }),
  room('http', { usesNode: true }),
  room('doors', { mayImport: ['core', 'http', 'pipeline'] }),
  room('anthropic', { mayImport: ['core', 'doors', 'http', 'pipeline'] }),
  room('openai', { mayImport: ['core', 'doors', 'http', 'pipeline'] }),
  room('admin', {
    mayImport: ['core', 'pipeline', 'snapshot', 'store/store.ts'],
    packages: ['zod'],
    usesNode: true,
  }),
  room('graphql', {
    mayImport: [
      'core',
      'admin',
      'events',
      'http',
      'pipeline',
      'plugins/registry.ts',
      'providers/registry.ts',
      'store/store.ts',
    ],
    packages: ['@graphql-yoga/', '@pothos/', 'dataloader', 'graphql', 'graphql-ws', 'graphql-yoga', 'ws', 'zod'],
    usesNode: true,
  }),
  room('settings', {
    holds: ['settings.ts', 'settings/'],
    mayImport: ['core', 'observe'],
    packages: ['zod'],
    usesNode: true,
  }),
  room('reference', { mayImport: 'everything', packages: ['yaml', 'zod'], usesNode: true }),
  room('app', { holds: ['app.ts', 'app/', 'main.ts'], mayImport: 'everything', packages: ['zod'], usesNode: true }),
];
