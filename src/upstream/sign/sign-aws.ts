/** Signs a request with AWS access keys, by Signature Version 4. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html */
import type { SecretFields } from '#upstream/sign/secret-fields.ts';
import { Sha256 } from '#upstream/sign/sha256.ts';

export interface AwsKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** In the spellings of the SDKs, of the command line, and of its files. */
export function readAwsKeys(fields: SecretFields): AwsKeys {
  const sessionToken = fields.find('sessionToken', 'SessionToken', 'aws_session_token');
  return {
    accessKeyId: fields.need('accessKeyId', 'AccessKeyId', 'aws_access_key_id'),
    secretAccessKey: fields.need('secretAccessKey', 'SecretAccessKey', 'aws_secret_access_key'),
    ...(sessionToken !== undefined && { sessionToken }),
  };
}

export interface AwsRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** The very bytes that are sent. */
  readonly body: Uint8Array | null;
}

export interface AwsScope {
  readonly region: string;
  readonly service: string;
  readonly date: Date;
}

/** Proxies may change what an answer is asked to look like. */
const UNSIGNED = new Set(['accept', 'accept-encoding']);

/** All headers of the request, with those of the signature. */
export async function signAws(
  { method, url, headers, body }: AwsRequest,
  credentials: AwsKeys,
  { region, service, date }: AwsScope,
): Promise<Record<string, string>> {
  // Loaded where it is needed: most gateways never ask AWS.
  const { SignatureV4 } = await import('@smithy/signature-v4');
  const signer = new SignatureV4({ service, region, credentials, sha256: Sha256, applyChecksum: false });
  const signed = await signer.sign(
    {
      method,
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      query: queryOf(url),
      headers: { ...headers, host: url.host },
      body: body ?? undefined,
    },
    { signingDate: date, unsignableHeaders: UNSIGNED },
  );
  return signed.headers;
}

function queryOf({ searchParams }: URL): Record<string, string[]> {
  return Object.fromEntries([...new Set(searchParams.keys())].map((name) => [name, searchParams.getAll(name)]));
}
