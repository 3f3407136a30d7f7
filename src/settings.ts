/** The environment, read once at the start, as frozen values. Everything that is wrong with it is told at once. */
import { join } from 'node:path';
import { z } from 'zod';
import { Secret } from '#core/secret.ts';
import type { LogLevel } from '#observe/log.ts';
import { DESCRIBED_FIELDS, FIELDS } from '#src/settings/fields.ts';
import { nearestName } from '#src/settings/nearest-name.ts';

export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly admin: AdminPlace;
  /** Without a slash at its end. */
  readonly publicUrl: string | null;
  /** Names without port, in lower case; `*` for any. */
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
  readonly adminToken: Secret | null;
  readonly dataDirectory: string;
  readonly logDirectory: string;
  /** Null where there are none. */
  readonly pluginsDirectory: string | null;
  /** By the end of their variable's name: `GATEHOUSE_PLUGIN_SECRET_<name>`. */
  readonly pluginSecrets: ReadonlyMap<string, Secret>;
  /** 32 bytes; null where they are to be found in the data folder. */
  readonly secretKey: Secret<Uint8Array> | null;
  /** 0 keeps records for ever. */
  readonly callRetentionMs: number;
  readonly maxBodyBytes: number;
  readonly maxConnections: number;
  readonly drainDelayMs: number;
  readonly drainTimeoutMs: number;
  readonly logLevel: LogLevel;
}

/** Where administrators come in. */
export type AdminPlace =
  | { readonly type: 'off' }
  /** By the listener of the callers, which other machines cannot reach. */
  | { readonly type: 'shared' }
  | { readonly type: 'apart'; readonly host: string; readonly port: number };

/** Its message is for the operator, names every variable that is wrong, and says what to do. */
export class SettingsProblem extends Error {}

const ADMIN_HOST = '127.0.0.1';
const ADMIN_PORT = 8_081;
const OWN_NAMES = ['localhost', '127.0.0.1', '[::1]'];

const SCHEMA = z.object(FIELDS);
type Values = z.infer<typeof SCHEMA>;

/** @throws SettingsProblem */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  // An empty variable is how compose files and shells say that there is none.
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = SCHEMA.safeParse(given);
  const wrong = parsed.success ? [] : parsed.error.issues.map((issue) => wrongValue(issue, given));
  const problems = [...wrong, ...unknownNames(given), ...(parsed.success ? clashes(parsed.data) : [])];
  if (!parsed.success || problems.length > 0) throw new SettingsProblem(messageOf(problems));
  return Object.freeze({ ...settingsOf(parsed.data), pluginSecrets: pluginSecrets(given) });
}

/** Plugins name the secrets of the services that they speak to by what follows this. */
const PLUGIN_SECRET = /^GATEHOUSE_PLUGIN_SECRET_([A-Z0-9_]+)$/;

function pluginSecrets(given: Readonly<Record<string, string | undefined>>): ReadonlyMap<string, Secret> {
  return new Map(
    Object.entries(given).flatMap(([variable, value = '']) => {
      const name = PLUGIN_SECRET.exec(variable)?.[1];
      return name === undefined ? [] : [[name, new Secret(value)] as const];
    }),
  );
}

function settingsOf(values: Values): Omit<Settings, 'pluginSecrets'> {
  const { GATEHOUSE_HOST: host, GATEHOUSE_PUBLIC_URL: publicUrl = null } = values;
  const hosts = [...OWN_NAMES, ...ownNames(host, publicUrl), ...(values.GATEHOUSE_ALLOWED_HOSTS ?? [])];
  return {
    host,
    port: values.GATEHOUSE_PORT,
    admin: Object.freeze(adminPlace(values)),
    publicUrl,
    allowedHosts: Object.freeze([...new Set(hosts)]),
    allowedOrigins: Object.freeze(values.GATEHOUSE_ALLOWED_ORIGINS ?? []),
    adminToken: values.GATEHOUSE_ADMIN_TOKEN ?? null,
    dataDirectory: values.GATEHOUSE_DATA_DIR,
    logDirectory: values.GATEHOUSE_LOG_DIR ?? join(values.GATEHOUSE_DATA_DIR, 'logs'),
    pluginsDirectory: values.GATEHOUSE_PLUGINS_DIR ?? null,
    secretKey: values.GATEHOUSE_SECRET_KEY ?? null,
    callRetentionMs: values.GATEHOUSE_CALL_RETENTION,
    maxBodyBytes: values.GATEHOUSE_MAX_BODY_BYTES,
    maxConnections: values.GATEHOUSE_MAX_CONNECTIONS,
    drainDelayMs: values.GATEHOUSE_DRAIN_DELAY,
    drainTimeoutMs: values.GATEHOUSE_DRAIN_TIMEOUT,
    logLevel: values.GATEHOUSE_LOG_LEVEL,
  };
}

/** Once other machines can reach the callers' listener, administrators do not come in by it. */
function adminPlace(values: Values): AdminPlace {
  const { GATEHOUSE_ADMIN: admin, GATEHOUSE_ADMIN_HOST: host, GATEHOUSE_ADMIN_PORT: port } = values;
  if (admin === 'off') return { type: 'off' };
  const wantsOwn = host !== undefined || port !== undefined;
  if (!wantsOwn && isLoopback(values.GATEHOUSE_HOST)) return { type: 'shared' };
  return { type: 'apart', host: host ?? ADMIN_HOST, port: port ?? ADMIN_PORT };
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/** An address that stands for all of them is no name. */
function ownNames(host: string, publicUrl: string | null): string[] {
  const listening = /^[0.:]+$/.test(host) ? [] : [host.includes(':') ? `[${host}]` : host];
  const published = publicUrl === null ? [] : [new URL(publicUrl).hostname];
  return [...listening, ...published].map((name) => name.toLowerCase());
}

function wrongValue({ path, message }: z.core.$ZodIssue, given: Readonly<Record<string, unknown>>): string {
  const [name = ''] = path.map(String);
  const field = DESCRIBED_FIELDS.find((one) => one.name === name);
  const text = String(given[name]);
  // A URL may have a password in it.
  const shown = field?.isSecret || text.includes('@') ? '' : ` (now ${JSON.stringify(text.slice(0, 100))})`;
  const wanted = field?.choices ? `Give one of: ${field.choices.join(', ')}.` : message;
  return `${name}: ${wanted}${shown}`;
}

function clashes(values: Values): string[] {
  const admin = adminPlace(values);
  if (admin.type !== 'apart' || admin.port === 0 || admin.port !== values.GATEHOUSE_PORT) return [];
  return [`GATEHOUSE_ADMIN_PORT: Port ${admin.port} is that of the callers already. Give another one.`];
}

/** Read by the tests of the project, or set by Kubernetes for a Service called `gatehouse`. */
const NOT_OURS = /^GATEHOUSE_(?:RECORDED_DIR|JSON_CORPUS|SERVICE_\w+|PORT_\d+_\w+)$/;

/** A setting with a typing error would otherwise be one that was never made. */
function unknownNames(given: Readonly<Record<string, unknown>>): string[] {
  const known = DESCRIBED_FIELDS.map(({ name }) => name);
  const unknown = Object.keys(given).filter(
    (name) =>
      name.startsWith('GATEHOUSE_') &&
      !Object.hasOwn(FIELDS, name) &&
      !NOT_OURS.test(name) &&
      !PLUGIN_SECRET.test(name),
  );
  return unknown.map((name) => {
    const nearest = nearestName(name, known);
    return `${name}: There is no such setting. ${nearest ? `Did you mean ${nearest}?` : 'Take it away.'}`;
  });
}

function messageOf(problems: readonly string[]): string {
  const head = problems.length === 1 ? 'A setting is wrong' : `${problems.length} settings are wrong`;
  const lines = problems.map((problem) => `  ${problem}`).join('\n');
  return `${head}:\n${lines}\nAll settings are described in docs/reference/settings.md.`;
}
