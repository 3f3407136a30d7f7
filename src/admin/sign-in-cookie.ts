/** The cookie of an administrator's session: its name, its attributes, and how it is found again. */

export interface SessionCookie {
  /** The token that the visitor's browser brought. */
  read(visitor: CookieVisitor): string | undefined;
  /** The value of a Set-Cookie header that keeps the token. */
  keep(visitor: CookieVisitor, token: string, maxAgeMs: number): string;
  /** The value of a Set-Cookie header that takes it away. */
  forget(visitor: CookieVisitor): string;
}

interface CookieVisitor {
  header(name: string): string | undefined;
}

const ATTRIBUTES = 'Path=/; HttpOnly; SameSite=Strict';

/**
 * Whoever comes by the https address gets the cookie that a browser sends by https only and takes from no other host. The
 * listener on this machine speaks http, where browsers refuse it.
 */
export function createSessionCookie(publicUrl: string | null): SessionCookie {
  const published = publicUrl === null ? null : new URL(publicUrl);
  const formOf = ({ header }: CookieVisitor) => {
    const isSecure = published?.protocol === 'https:' && header('host')?.toLowerCase() === published.host;
    return isSecure
      ? { name: '__Host-gh_sid', attributes: `${ATTRIBUTES}; Secure` }
      : { name: 'gh_sid', attributes: ATTRIBUTES };
  };

  return {
    read(visitor) {
      const start = `${formOf(visitor).name}=`;
      const pairs = (visitor.header('cookie') ?? '').split(';').map((pair) => pair.trim());
      return pairs.find((pair) => pair.startsWith(start))?.slice(start.length);
    },
    keep(visitor, token, maxAgeMs) {
      const { name, attributes } = formOf(visitor);
      return `${name}=${token}; ${attributes}; Max-Age=${Math.floor(maxAgeMs / 1_000)}`;
    },
    forget(visitor) {
      const { name, attributes } = formOf(visitor);
      return `${name}=; ${attributes}; Max-Age=0`;
    },
  };
}
