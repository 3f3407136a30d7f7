/** Which paths a route may have. */

/** Paths that are doors of the gateway itself, with all below them. */
export const RESERVED_PATHS = ['/v1', '/graphql', '/admin', '/healthz', '/readyz', '/metrics'] as const;

const FORM = /^(?:\/[A-Za-z0-9._~-]+)+$/;
/** Clients resolve these before they send, so such a path is never asked for. */
const DOTS = new Set(['.', '..']);

/** Why it may not have this one, as a sentence; undefined where it may. */
export function routePathProblem(path: string): string | undefined {
  if (!FORM.test(path) || path.split('/').some((segment) => DOTS.has(segment)))
    return 'A path begins with / and has letters, digits and . _ ~ - between its slashes, such as /test.';
  const reserved = RESERVED_PATHS.find((taken) => path === taken || path.startsWith(`${taken}/`));
  return reserved && `Paths under ${reserved} belong to the gateway itself; choose another.`;
}
