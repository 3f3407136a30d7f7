/** One running gateway with every vendor behind it, for official clients: the models are named after the vendors. */
import type { TestContext } from 'node:test';
import { anthropic } from '#test/clients/vendors/anthropic.ts';
import { bedrock } from '#test/clients/vendors/bedrock.ts';
import { cohere } from '#test/clients/vendors/cohere.ts';
import { gemini } from '#test/clients/vendors/gemini.ts';
import { openai } from '#test/clients/vendors/openai.ts';
import { openaiResponses } from '#test/clients/vendors/openai-responses.ts';
import { replyOf, type Vendor } from '#test/clients/vendors/vendor.ts';
import { change, create, named, succeeded } from '#test/graphql/admin-mutations.ts';
import { type AdminGateway, startAdminGateway } from '#test/support/admin-gateway.ts';
import { createUpstream, type Upstream } from '#test/support/upstream.ts';

export const VENDORS: readonly Vendor[] = [openai, openaiResponses, anthropic, gemini, cohere, bedrock];

export interface ClientGateway extends AdminGateway {
  readonly key: string;
  /** The fake vendor behind the models `<kind>-chat` and `<kind>-embed`. */
  upstreamOf(vendor: Vendor): Upstream;
}

export function chatModelOf({ kind }: Vendor): string {
  return `${kind.toLowerCase().replaceAll('_', '-')}-chat`;
}

export function embeddingModelOf({ kind }: Vendor): string {
  return `${kind.toLowerCase().replaceAll('_', '-')}-embed`;
}

export async function startClientGateway(context: TestContext): Promise<ClientGateway> {
  const gateway = await startAdminGateway(context);
  const upstreams = new Map<Vendor, Upstream>();
  for (const vendor of VENDORS) upstreams.set(vendor, await connect(gateway, vendor, context));
  const consumer = await create(gateway, 'consumer', named('Clients'));
  const input = { ...named('Clients'), consumerId: consumer.id };
  const payload = await change(gateway, 'apiKeyCreate', { input: ['ApiKeyCreateInput!', input] }, 'plaintext');
  return {
    ...gateway,
    key: succeeded(payload).plaintext,
    upstreamOf: (vendor) => upstreams.get(vendor) as Upstream,
  };
}

async function connect(gateway: AdminGateway, vendor: Vendor, context: TestContext): Promise<Upstream> {
  const upstream = await createUpstream();
  context.after(() => upstream.close());
  upstream.on((request) => replyOf(vendor, request));
  const provider = await create(gateway, 'provider', {
    ...named(vendor.kind),
    kind: vendor.kind,
    baseUrl: upstream.url,
    allowPrivateNetwork: true,
    settings: vendor.settings,
    credential: { value: vendor.secret },
  });
  const model = (name: string, upstreamModel: string) =>
    create(gateway, 'model', {
      resource: { displayName: name, name },
      targets: [{ providerId: provider.id, upstreamModel }],
    });
  await model(chatModelOf(vendor), vendor.chatModel);
  if (vendor.embeddingModel !== null) await model(embeddingModelOf(vendor), vendor.embeddingModel);
  return upstream;
}
