/** Lets so many in at a time and the next ones wait in line. Nothing in it waits itself, so every step is whole. */

export interface Gate {
  /** Undefined where there is neither room nor a place in line. */
  enter(names: readonly string[], bounds: Bounds): Ticket | undefined;
  /** Gives back what a ticket has, its room or its place in line. Doing so again does nothing. */
  leave(ticket: Ticket): void;
  /** Under way and in line, for one name. */
  countOf(name: string): { readonly inside: number; readonly waiting: number };
}

export interface Bounds {
  readonly limit: number;
  readonly queue: number;
}

/** Has room under each of its names, or a place in the line of each. */
export interface Ticket {
  readonly state: 'waiting' | 'inside' | 'gone';
  /** Settles when it is let in. */
  readonly turn: Promise<void>;
}

interface Held extends Ticket {
  state: Ticket['state'];
  readonly names: readonly string[];
  readonly limit: number;
  call(): void;
}

export function createGate(): Gate {
  const inside = new Map<string, number>();
  /** Who stands in several lines stands in all of them in the order of arrival, so that no two wait for each other. */
  const lines = new Map<string, Held[]>();

  const insideOf = (name: string): number => inside.get(name) ?? 0;
  const lineOf = (name: string): readonly Held[] => lines.get(name) ?? [];
  const hasRoom = ({ names, limit }: Pick<Held, 'names' | 'limit'>): boolean =>
    names.every((name) => insideOf(name) < limit);

  const count = (name: string, difference: number): void => {
    const next = insideOf(name) + difference;
    if (next === 0) inside.delete(name);
    else inside.set(name, next);
  };
  const unqueue = (ticket: Held): void => {
    for (const name of ticket.names) {
      const rest = lineOf(name).filter((other) => other !== ticket);
      if (rest.length === 0) lines.delete(name);
      else lines.set(name, rest);
    }
  };
  const letIn = (ticket: Held): void => {
    ticket.state = 'inside';
    for (const name of ticket.names) count(name, 1);
    ticket.call();
  };

  /** Whoever is first in all of its lines and has room everywhere goes in, which may make others first. */
  const callNext = (names: readonly string[]): void => {
    const changed = [...names];
    for (let name = changed.pop(); name !== undefined; name = changed.pop()) {
      const [first] = lineOf(name);
      if (!first || !hasRoom(first) || !first.names.every((other) => lineOf(other)[0] === first)) continue;
      unqueue(first);
      letIn(first);
      changed.push(...first.names);
    }
  };

  return {
    enter(names, { limit, queue }) {
      const { promise: turn, resolve } = Promise.withResolvers<void>();
      const ticket: Held = { state: 'waiting', turn, names, limit, call: resolve };
      if (hasRoom(ticket) && names.every((name) => lineOf(name).length === 0)) {
        letIn(ticket);
        return ticket;
      }
      if (names.some((name) => lineOf(name).length >= queue)) return undefined;
      for (const name of names) lines.set(name, [...lineOf(name), ticket]);
      return ticket;
    },

    leave(given) {
      // Only `enter` makes tickets.
      const ticket = given as Held;
      if (ticket.state === 'gone') return;
      if (ticket.state === 'inside') for (const name of ticket.names) count(name, -1);
      else unqueue(ticket);
      ticket.state = 'gone';
      callNext(ticket.names);
    },

    countOf: (name) => ({ inside: insideOf(name), waiting: lineOf(name).length }),
  };
}
