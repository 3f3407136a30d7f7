/** Every setting by the name of its environment variable. The check, the reference page and `.env.example` come from here. */
import { z } from 'zod';
import { LOG_LEVELS } from '#observe/log.ts';
import { duration, host, hostNames, key, origins, port, token, url, wholeNumber } from '#src/settings/field-types.ts';

const DAY_MS = 86_400_000;

/** A default is written as it would be in the environment. */
export const FIELDS = {
  GATEHOUSE_HOST: host
    .prefault('127.0.0.1')
    .describe(
      'Address to listen at. With one that is not of this machine alone, such as 0.0.0.0, administrators get a listener of their own.',
    ),
  GATEHOUSE_PORT: port.prefault('8080').describe('Port to listen at; 0 takes any that is free.'),
  GATEHOUSE_PUBLIC_URL: url
    .optional()
    .describe(
      'URL at which callers reach the gateway, where a proxy stands before it; it is used in examples and links.',
    ),
  GATEHOUSE_ALLOWED_HOSTS: hostNames
    .optional()
    .describe(
      'Host names that requests may name, besides localhost, the address to listen at and the host of the public URL; separated by commas, * for any.',
    ),
  GATEHOUSE_ALLOWED_ORIGINS: origins
    .optional()
    .describe('Origins of web pages that may use the gateway besides its own, separated by commas.'),
  GATEHOUSE_ADMIN: z
    .enum(['on', 'off'])
    .prefault('on')
    .describe('Whether administrators can sign in and change the configuration at this process at all.'),
  GATEHOUSE_ADMIN_HOST: host
    .optional()
    .describe(
      'Address of the listener for administrators; 127.0.0.1 where callers come from other machines, otherwise the listener of the callers.',
    ),
  GATEHOUSE_ADMIN_PORT: port
    .optional()
    .describe('Port of the listener for administrators, where it is one of its own; 8081 unless it is given.'),
  GATEHOUSE_ADMIN_TOKEN: token
    .optional()
    .describe(
      'Token with which scripts administer the gateway (Authorization: Bearer …); at least 32 characters. Without it, only login links work.',
    ),
  GATEHOUSE_DATA_DIR: z
    .string()
    .prefault('./data')
    .describe('Folder of the database and, where the secret key is not given, of the file with the key.'),
  GATEHOUSE_LOG_DIR: z
    .string()
    .optional()
    .describe(
      'Folder of the files that the plugin file-log writes; the folder logs of the data folder unless it is given.',
    ),
  GATEHOUSE_PLUGINS_DIR: z
    .string()
    .optional()
    .describe('Folder with plugins of your own: TypeScript or JavaScript files, loaded at the start. None without it.'),
  GATEHOUSE_SECRET_KEY: key
    .optional()
    .describe(
      'Key that seals the secrets in the database: 32 bytes as base64 or hexadecimal. Without it, a file in the data folder is made at the first start.',
    ),
  GATEHOUSE_CALL_RETENTION: duration(3_650 * DAY_MS)
    .prefault('30d')
    .describe('How long the record of a call is kept; 0s keeps records for ever.'),
  GATEHOUSE_MAX_BODY_BYTES: wholeNumber(1_024, 268_435_456)
    .prefault('8388608')
    .describe('Largest body of a request, in bytes.'),
  GATEHOUSE_MAX_CONNECTIONS: wholeNumber(1, 1_000_000)
    .prefault('10000')
    .describe('Most connections that a listener holds at the same time; more are closed at once.'),
  GATEHOUSE_DRAIN_DELAY: duration(600_000)
    .prefault('0s')
    .describe(
      'How long /readyz says that calls should go elsewhere before a stopping process takes no more of them. Behind a load balancer, give it time to notice: 5s.',
    ),
  GATEHOUSE_DRAIN_TIMEOUT: duration(3_600_000)
    .prefault('30s')
    .describe('How long a stopping process waits for calls under way before it ends them.'),
  GATEHOUSE_LOG_LEVEL: z
    .enum(LOG_LEVELS)
    .prefault('info')
    .describe('Least importance of the lines that are written to standard output.'),
} as const;

export type FieldName = keyof typeof FIELDS;

/** Their values come into no message. */
const SECRET_FIELDS: ReadonlySet<string> = new Set(['GATEHOUSE_ADMIN_TOKEN', 'GATEHOUSE_SECRET_KEY']);

export interface DescribedField {
  readonly name: FieldName;
  readonly description: string;
  /** Null where the setting may be absent. */
  readonly fallback: string | null;
  /** Where only some words are known. */
  readonly choices: readonly string[] | null;
  readonly isSecret: boolean;
}

export const DESCRIBED_FIELDS: readonly DescribedField[] = Object.entries(FIELDS).map(([name, schema]) => {
  const described = z.toJSONSchema(schema, { io: 'input' });
  return {
    name: name as FieldName,
    description: described.description ?? '',
    fallback: described.default === undefined ? null : String(described.default),
    choices: described.enum?.map(String) ?? null,
    isSecret: SECRET_FIELDS.has(name),
  };
});
