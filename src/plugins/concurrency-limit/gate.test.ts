import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createGate, type Ticket } from '#plugins/concurrency-limit/gate.ts';

const step = fc.oneof(
  fc.record({
    type: fc.constant('enter' as const),
    names: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ type: fc.constant('leave' as const), index: fc.nat(30) }),
);

test('never lets in more than it says, forgets nobody, and is empty when all have left', () => {
  const bounds = { limit: 2, queue: 3 };
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const gate = createGate();
      const tickets: Ticket[] = [];
      const namesOf = new Map<Ticket, readonly string[]>();
      const judge = () => {
        for (const name of ['a', 'b', 'c']) {
          const mine = tickets.filter((ticket) => namesOf.get(ticket)?.includes(name));
          const inside = mine.filter(({ state }) => state === 'inside').length;
          const waiting = mine.filter(({ state }) => state === 'waiting');
          assert.deepEqual(gate.countOf(name), { inside, waiting: waiting.length });
          assert.ok(inside <= bounds.limit && waiting.length <= bounds.queue);
        }
        // Whoever came first of all that wait has to lack room somewhere.
        const first = tickets.find(({ state }) => state === 'waiting');
        if (first) assert.ok(namesOf.get(first)?.some((name) => gate.countOf(name).inside === bounds.limit));
      };
      for (const one of steps) {
        if (one.type === 'enter') {
          const ticket = gate.enter(one.names, bounds);
          if (ticket) tickets.push(ticket);
          if (ticket) namesOf.set(ticket, one.names);
        } else {
          const ticket = tickets[one.index % Math.max(1, tickets.length)];
          if (ticket) gate.leave(ticket);
          if (ticket) gate.leave(ticket);
        }
        judge();
      }
      for (const ticket of tickets) gate.leave(ticket);
      for (const name of ['a', 'b', 'c']) assert.deepEqual(gate.countOf(name), { inside: 0, waiting: 0 });
    }),
    { numRuns: 2_000 },
  );
});
