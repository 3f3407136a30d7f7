/** What everything that an administrator configures has in common. */
import type { ResourceConfig } from '#core/config/document.ts';
import type { Stored } from '#core/config/stored.ts';
import { builder } from '#graphql/builder.ts';
import { decodeNodeId } from '#graphql/node-ids.ts';

const Label = builder.objectRef<{ key: string; value: string }>('Label').implement({
  description: 'A label.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'Name.' }),
    value: t.exposeString('value', { description: 'Value.' }),
  }),
});

export const ConfigResource = builder.interfaceRef<Stored<ResourceConfig>>('ConfigResource').implement({
  description: 'Something an administrator configures. Every change is recorded and applied atomically.',
  interfaces: [builder.nodeInterfaceRef()],
  resolveType: ({ id }) => decodeNodeId(id).typename,
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Short name, unique among its kind, used in requests and URLs.' }),
    displayName: t.exposeString('displayName', { description: 'Name for people.' }),
    description: t.exposeString('description', { nullable: true, description: 'Free text.' }),
    labels: t.field({
      type: [Label],
      description: 'Labels for filtering, by name.',
      resolve: ({ labels }) =>
        Object.keys(labels)
          .sort()
          .map((key) => ({ key, value: labels[key] ?? '' })),
    }),
    revision: t.expose('revision', {
      type: 'Revision',
      description: 'Version; send it back as expectedRevision when you change the resource.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was created.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it last changed.' }),
  }),
});
