/** Proves who may administer: links that work once, the sessions they open, and the token of scripts. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createSessionCookie } from '#admin/sign-in-cookie.ts';
import type { Actor, AdminSession } from '#core/actor.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { Clock, KeyValue } from '#core/ports.ts';
import type { Secret } from '#core/secret.ts';
import type { SessionStore, StoredSession } from '#store/store.ts';

export interface SignIn {
  /** A link to the sign-in page of that origin that works once, within the hour. */
  createLoginLink(origin: string): Promise<string>;
  /** A session for the token of a link, as the value of a Set-Cookie header. @throws GatewayError UNAUTHENTICATED, RATE_LIMITED */
  redeem(token: string, visitor: AdminVisitor): Promise<string>;
  /** Null where the visitor proves nothing. */
  authenticate(visitor: AdminVisitor): Promise<AdminSession | null>;
  /** Ends the visitor's session, where there is one. The value of a Set-Cookie header. */
  signOut(visitor: AdminVisitor): Promise<string>;
}

/** As much of a request as says who sent it. */
export interface AdminVisitor {
  readonly address: string;
  /** A header of the request by lower-case name. */
  header(name: string): string | undefined;
}

export interface SignInDeps {
  readonly sessions: SessionStore;
  readonly keyValue: KeyValue;
  readonly clock: Pick<Clock, 'now'>;
  /** What scripts send; null where they may not administer. */
  readonly adminToken: Secret | null;
  /** Where a proxy makes the gateway known. */
  readonly publicUrl: string | null;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const LINK_LIFE_MS = HOUR_MS;
/** A session that is not used for so long ends. */
const IDLE_MS = 8 * HOUR_MS;
/** A session ends after so long, used or not. */
const LONGEST_MS = 7 * 24 * HOUR_MS;
/** Putting off the end of a session writes to the store, so not every request does it. */
const PUT_OFF_AFTER_MS = 10 * MINUTE_MS;

const TRIES = 5;
const TOKEN_BYTES = 32;

const ADMINISTRATOR: Actor = { kind: 'user', id: 'usr_administrator', displayName: 'Administrator' };
const SCRIPT: Actor = { kind: 'access-token', id: 'tok_settings', displayName: 'Token of the settings' };

const SPENT_LINK =
  'This link is not valid: it was used already, is more than an hour old, or is incomplete. Make a new one with: npm run login-link';

export function createSignIn({ sessions, keyValue, clock, adminToken, publicUrl }: SignInDeps): SignIn {
  const cookie = createSessionCookie(publicUrl);
  const adminTokenHash = adminToken === null ? null : digest(adminToken.reveal());

  /** Guessing 256 bits is hopeless; the limit keeps it from being a burden on the store too. */
  async function countTry(address: string): Promise<void> {
    const tries = await keyValue.add(`sign-in ${address}`, 1, MINUTE_MS);
    if (tries <= TRIES) return;
    const message = 'Too many links were tried from this address. Try again in a minute.';
    throw new GatewayError('RATE_LIMITED', { message, retryAfterMs: MINUTE_MS });
  }

  async function putOff(session: StoredSession, now: number): Promise<void> {
    const expiresAt = Math.min(now + IDLE_MS, session.createdAt + LONGEST_MS);
    if (expiresAt - session.expiresAt < PUT_OFF_AFTER_MS) return;
    await sessions.extendSession(session.hash, expiresAt);
  }

  return {
    async createLoginLink(origin) {
      const token = newToken();
      const now = clock.now();
      await sessions.removeExpired(now);
      await sessions.addLoginToken(hashOf(token), now + LINK_LIFE_MS);
      // Behind the #, it reaches no log of a server or proxy.
      return `${origin}/admin/login#token=${token}`;
    },

    async redeem(token, visitor) {
      await countTry(visitor.address);
      const now = clock.now();
      const isValid = await sessions.takeLoginToken(hashOf(token), now);
      if (!isValid) throw new GatewayError('UNAUTHENTICATED', { message: SPENT_LINK });
      const session = newToken();
      await sessions.addSession({
        hash: hashOf(session),
        actor: ADMINISTRATOR,
        createdAt: now,
        expiresAt: now + IDLE_MS,
      });
      return cookie.keep(visitor, session, LONGEST_MS);
    },

    async authenticate(visitor) {
      if (adminTokenHash !== null && isSame(adminTokenHash, digest(bearerToken(visitor)))) return { actor: SCRIPT };
      const token = cookie.read(visitor);
      if (token === undefined) return null;
      const now = clock.now();
      const session = await sessions.findSession(hashOf(token), now);
      if (!session) return null;
      await putOff(session, now);
      return { actor: session.actor };
    },

    async signOut(visitor) {
      const token = cookie.read(visitor);
      if (token !== undefined) await sessions.removeSession(hashOf(token));
      return cookie.forget(visitor);
    },
  };
}

/** 256 bits: too many to guess, so a fast hash of it is enough. */
function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

function bearerToken({ header }: AdminVisitor): string {
  const authorization = header('authorization') ?? '';
  return /^bearer /i.test(authorization) ? authorization.slice('bearer '.length).trim() : '';
}

function hashOf(token: string): string {
  return digest(token).toString('hex');
}

/** Hashes have the same length whatever was sent, so that comparing them tells nothing. */
function isSame(known: Buffer, sent: Buffer): boolean {
  return timingSafeEqual(known, sent);
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
