/**
 * What a call costs in CPU at each door of Gatehouse, beside a bare proxy before the same fake vendor. Rounds are
 * interleaved, so a machine that gets busier is busy for both; each ratio compares figures of one round. The bench judges
 * nothing.
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { configureGateway } from './configure.ts';
import { type Door, gatewayOnlyDoors, openAiDoors } from './doors.ts';
import { CHUNKS } from './fake-vendor.ts';
import { type MeasuredProcess, startMeasured } from './measured-process.ts';
import { type Measurement, table } from './table.ts';

const ROUNDS = 5;
const CONCURRENCY = 16;
const CALLS = { whole: 2_000, stream: 200 } as const;
const PORTS = { vendor: 18_480, bare: 18_481, gateway: 18_482 } as const;

interface Subject {
  readonly door: Door;
  readonly server: MeasuredProcess;
  /** Microseconds a call or an event, one figure a round. */
  readonly micros: number[];
}

const folder = await mkdtemp(join(tmpdir(), 'gatehouse-bench-'));
const servers: MeasuredProcess[] = [];

try {
  const { bare, gateway, key } = await startServers();
  const reference = openAiDoors({ url: bare.url, key }).map((door) =>
    subject({ ...door, name: `bare proxy, ${door.kind}` }, bare),
  );
  const doors = [...openAiDoors({ url: gateway.url, key }), ...gatewayOnlyDoors({ url: gateway.url, key })];
  const subjects = [...reference, ...doors.map((door) => subject(door, gateway))];

  for (const { door } of subjects) await callMany(door, CALLS[door.kind]);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const one of subjects) one.micros.push(await measure(one));
  }

  const [model = 'unknown'] = cpus().map((cpu) => cpu.model);
  console.log(
    `Node ${process.version}, ${cpus().length} × ${model}; ${ROUNDS} rounds, ${CONCURRENCY} calls at a time; medians\n`,
  );
  console.log(table('Whole answers: CPU of the server for a call', rowsOf(subjects, 'whole')));
  console.log();
  console.log(table(`Streams of ${CHUNKS} chunks: CPU of the server for a chunk`, rowsOf(subjects, 'stream')));
} finally {
  for (const server of servers.reverse()) await server.stop();
  await rm(folder, { recursive: true, force: true });
}
// The sockets of the load would keep the process a while.
process.exit();

async function startServers() {
  const start = async (script: string, port: number, readyPath: string, env: Record<string, string>) => {
    const server = await startMeasured({ script: new URL(script, import.meta.url), port, readyPath, env });
    servers.push(server);
    return server;
  };
  const vendor = await start('fake-vendor.ts', PORTS.vendor, '/', { PORT: String(PORTS.vendor) });
  const bare = await start('bare-proxy.ts', PORTS.bare, '/', { PORT: String(PORTS.bare), UPSTREAM: vendor.url });
  const adminToken = randomBytes(32).toString('base64url');
  const gateway = await start('../src/main.ts', PORTS.gateway, '/readyz', {
    GATEHOUSE_PORT: String(PORTS.gateway),
    GATEHOUSE_DATA_DIR: folder,
    GATEHOUSE_ADMIN_TOKEN: adminToken,
  });
  const key = await configureGateway({ gatewayUrl: gateway.url, adminToken, vendorUrl: vendor.url });
  return { bare, gateway, key };
}

function subject(door: Door, server: MeasuredProcess): Subject {
  return { door, server, micros: [] };
}

async function measure({ door, server }: Subject): Promise<number> {
  const calls = CALLS[door.kind];
  const before = await server.cpuMicros();
  await callMany(door, calls);
  const used = (await server.cpuMicros()) - before;
  return used / (door.kind === 'stream' ? calls * CHUNKS : calls);
}

async function callMany(door: Door, calls: number): Promise<void> {
  let started = 0;
  const worker = async () => {
    while (started < calls) {
      started += 1;
      await door.call();
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
}

function rowsOf(subjects: readonly Subject[], kind: Door['kind']): Measurement[] {
  const ofKind = subjects.filter(({ door }) => door.kind === kind);
  const bare = ofKind[0]?.micros ?? [];
  return ofKind.map(({ door, micros }) => ({ door: door.name, micros, bare }));
}
