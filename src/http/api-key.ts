/** The text of Gatehouse's own keys: `gh_live_<public id>_<secret>_<checksum>`. A typing error is found without a look-up. */
import { crc32 } from 'node:zlib';

const PREFIX = 'gh_live_';
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const PUBLIC_ID_LENGTH = 12;
/** 256 bits. */
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const FORM = /^(gh_live_([0-9A-Za-z]{12})_([0-9A-Za-z]{43}))_([0-9A-Za-z]{6})$/;

export interface MintedApiKey {
  /** Names the key: its id is `key_<publicId>`. */
  readonly publicId: string;
  /** Only its hash is kept. */
  readonly secret: string;
  /** What the caller sends; shown once. */
  readonly text: string;
  /** Enough to recognise a key by, such as `gh_live_8f3k…9z`. */
  readonly hint: string;
}

/** `publicId` is that of a key that gets a new secret. */
export function mintApiKey(
  randomBytes: (size: number) => Uint8Array,
  publicId = randomText(PUBLIC_ID_LENGTH, randomBytes),
): MintedApiKey {
  const secret = randomText(SECRET_LENGTH, randomBytes);
  const signed = `${PREFIX}${publicId}_${secret}`;
  const hint = `${PREFIX}${publicId.slice(0, 4)}…${secret.slice(-2)}`;
  return { publicId, secret, text: `${signed}_${checksum(signed)}`, hint };
}

/** Undefined where the text is not a key of ours. */
export function parseApiKey(text: string): { readonly publicId: string; readonly secret: string } | undefined {
  const [, signed = '', publicId = '', secret = '', given] = FORM.exec(text) ?? [];
  if (given === undefined || given !== checksum(signed)) return undefined;
  return { publicId, secret };
}

function checksum(signed: string): string {
  let rest = crc32(signed);
  let digits = '';
  for (let index = 0; index < CHECKSUM_LENGTH; index += 1) {
    digits = BASE62.charAt(rest % 62) + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}

function randomText(length: number, randomBytes: (size: number) => Uint8Array): string {
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      // 248 is the largest multiple of 62 in a byte: above it some characters would come more often.
      if (byte < 248 && text.length < length) text += BASE62.charAt(byte % 62);
    }
  }
  return text;
}
