/** Finds the handler of a path and a method. */
import { GatewayError } from '#core/error/gateway-error.ts';
import type { Handler } from '#http/exchange.ts';

export interface Door {
  /** Upper case. A door that takes GET takes HEAD too. */
  readonly methods: readonly string[];
  /** Exact; one that ends in `/*` takes every path that begins so and goes on. */
  readonly path: string;
  readonly handle: Handler;
}

/**
 * `fallback` gets what no door takes.
 * @throws RangeError where two doors share a path and a method.
 */
export function createRouter(doors: readonly Door[], fallback: Handler): Handler {
  const exact = new Map<string, Map<string, Handler>>();
  const prefixes = new Map<string, Map<string, Handler>>();
  for (const door of doors) {
    const isPrefix = door.path.endsWith('/*');
    addDoor(isPrefix ? prefixes : exact, isPrefix ? door.path.slice(0, -1) : door.path, door);
  }

  const handlersOf = (path: string): Map<string, Handler> | undefined => {
    const found = exact.get(path);
    if (found) return found;
    for (const [prefix, handlers] of prefixes) {
      if (path.length > prefix.length && path.startsWith(prefix)) return handlers;
    }
    return undefined;
  };

  return (exchange) => {
    const handlers = handlersOf(exchange.path);
    if (!handlers) return fallback(exchange);
    const handle = handlers.get(exchange.method);
    if (handle) return handle(exchange);
    throw new GatewayError('METHOD_NOT_ALLOWED', { allow: [...handlers.keys()] });
  };
}

function addDoor(table: Map<string, Map<string, Handler>>, path: string, { methods, handle }: Door): void {
  const handlers = table.get(path) ?? new Map<string, Handler>();
  for (const method of methods.includes('GET') ? [...methods, 'HEAD'] : methods) {
    if (handlers.has(method)) throw new RangeError(`Two doors take ${method} ${path}.`);
    handlers.set(method, handle);
  }
  table.set(path, handlers);
}
