/** The whole gateway as it runs for people: real settings, a real database in a folder of its own, real sockets. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { type App, startApp } from '#src/app.ts';
import { readSettings } from '#src/settings.ts';
import { collectingLog } from '#test/support/collecting-log.ts';

export interface AdminGateway {
  readonly app: App;
  /** Where callers come in; without a slash at its end. */
  readonly url: string;
  readonly adminUrl: string;
  readonly adminToken: string;
  readonly folder: string;
  readonly log: ReturnType<typeof collectingLog>;
  /** An operation of an administrator; fails the test where it has top-level errors. */
  ask(query: string, variables?: object): Promise<Data>;
  /** The same with its errors. */
  askRaw(query: string, variables?: object, headers?: Record<string, string>): Promise<Answer>;
  /** A call of a caller over HTTP. */
  post(path: string, body: unknown, key?: string): Promise<Response>;
}

// Tests know the shape that their own query gives.
// biome-ignore lint/suspicious/noExplicitAny: see above.
export type Data = any;

export interface Answer {
  readonly data?: Data;
  readonly errors?: readonly { message: string; extensions?: Record<string, unknown> }[];
}

export async function startAdminGateway(
  context: TestContext,
  environment: Record<string, string> = {},
): Promise<AdminGateway> {
  const folder = environment.GATEHOUSE_DATA_DIR ?? (await mkdtemp(join(tmpdir(), 'gatehouse-test-')));
  const adminToken = randomBytes(32).toString('base64url');
  const log = collectingLog();
  const settings = readSettings({
    GATEHOUSE_PORT: '0',
    GATEHOUSE_DATA_DIR: folder,
    GATEHOUSE_ADMIN_TOKEN: adminToken,
    ...environment,
  });
  const app = await startApp(settings, log);
  context.after(async () => {
    await app.stop({ patient: false });
    if (environment.GATEHOUSE_DATA_DIR === undefined) await rm(folder, { recursive: true, force: true });
  });
  const { publicUrl: url } = app;
  const adminUrl = app.adminUrl ?? url;

  const askRaw = async (query: string, variables: object = {}, headers: Record<string, string> = {}) => {
    const response = await fetch(`${adminUrl}/admin/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${adminToken}`, ...headers },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answer;
  };

  return {
    app,
    url,
    adminUrl,
    adminToken,
    folder,
    log,
    askRaw,
    async ask(query, variables) {
      const { data, errors } = await askRaw(query, variables);
      if (errors) throw new Error(JSON.stringify(errors));
      return data;
    },
    post: (path, body, key) =>
      fetch(url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(key !== undefined && { authorization: `Bearer ${key}` }) },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  };
}
