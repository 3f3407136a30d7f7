/** Keep-alive pools to the vendors: one agent for each egress policy and connect time limit. */
import { Agent, buildConnector } from 'undici';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { Log } from '#core/ports.ts';
import { egressRefused, guardedLookup, hostProblem } from '#upstream/egress-policy.ts';

export interface Agents {
  of(allowPrivateNetwork: boolean, connectMs: number): Agent;
  /** Ends every connection, running calls included. */
  close(): Promise<void>;
}

export function createAgents(log: Log): Agents {
  const agents = new Map<string, Agent>();
  return {
    of(allowPrivateNetwork, connectMs) {
      const key = `${allowPrivateNetwork} ${connectMs}`;
      const known = agents.get(key);
      if (known) return known;
      const agent = openAgent(allowPrivateNetwork, connectMs, log);
      agents.set(key, agent);
      return agent;
    },
    async close() {
      await Promise.all([...agents.values()].map((agent) => agent.destroy()));
      agents.clear();
    },
  };
}

/**
 * HTTP/1.1 alone, so that one call has one socket to pause and to cut. Idle sockets close after undici's four seconds, before
 * common servers close theirs, which spares calls from dying on a stale one. The exchange has time limits of its own.
 */
function openAgent(allowPrivateNetwork: boolean, connectMs: number, log: Log): Agent {
  const lookup = guardedLookup(allowPrivateNetwork);
  const connect = buildConnector({ lookup, timeout: connectMs, allowH2: false });
  return new Agent({
    allowH2: false,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect(options, callback) {
      // A socket asks no resolver where the host is an address already.
      const problem = hostProblem(options.hostname, allowPrivateNetwork);
      const open = problem ? refuse(problem) : connect;
      open(options, (...outcome) => {
        const [error] = outcome;
        if (error instanceof GatewayError) log.warn('The egress policy refused a connection.', { error });
        callback(...outcome);
      });
    },
  });
}

function refuse(problem: string): buildConnector.connector {
  return (_options, callback) => callback(egressRefused(problem), null);
}
