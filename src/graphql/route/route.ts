/** A way in, as a type. */
import type { RouteAccess, RouteConfig } from '#core/config/document.ts';
import type { Stored } from '#core/config/stored.ts';
import { builder } from '#graphql/builder.ts';
import { inOrder, readersOf } from '#graphql/config/admin-context.ts';
import { ConfigResource } from '#graphql/config/config-resource.ts';
import type { GraphqlContext } from '#graphql/context.ts';
import { enumOf } from '#graphql/enum.ts';
import { Model } from '#graphql/model/model.ts';
import { SNIPPET_LANGUAGES, type Snippet, type SnippetLanguage, snippetsOf } from '#graphql/route/snippets.ts';

export const Route = builder.loadableNodeRef('Route', {
  id: { resolve: ({ id }: Stored<RouteConfig>) => id },
  load: async (ids: string[], context: GraphqlContext) => inOrder(ids, await readersOf(context).routes.byIds(ids)),
});

export const RouteAccessEnum = enumOf<RouteAccess>('RouteAccess', {
  description: 'Who may call a route.',
  members: { key: 'Callers with a key.', anonymous: 'Anybody: for local trials.' },
});

const SnippetLanguageEnum = enumOf<SnippetLanguage>('SnippetLanguage', {
  description: 'Languages of ready-made calls.',
  members: SNIPPET_LANGUAGES,
});

const SnippetType = builder.objectRef<Snippet>('Snippet').implement({
  description: 'A ready-made call.',
  fields: (t) => ({
    language: t.expose('language', { type: SnippetLanguageEnum, description: 'Language.' }),
    code: t.exposeString('code', { description: 'The code, to be run as it stands.' }),
  }),
});

Route.implement({
  description: 'Where calls come in: a path, a default model, and who may call.',
  interfaces: [ConfigResource],
  isTypeOf: () => true,
  fields: (t) => ({
    path: t.exposeString('path', {
      nullable: true,
      description: 'Path, such as /test; null where GraphQL alone reaches it.',
    }),
    defaultModel: t.field({
      type: Model,
      nullable: true,
      description: 'Model when the caller names none.',
      resolve: ({ defaultModelId }) => defaultModelId,
    }),
    allowedModels: t.field({
      type: [Model],
      description: 'Models callers may name; empty means all that their key allows.',
      resolve: ({ allowedModelIds }) => [...allowedModelIds],
    }),
    access: t.expose('access', { type: RouteAccessEnum, description: 'Who may call.' }),
    enabled: t.exposeBoolean('enabled', { description: 'Whether it answers.' }),
    snippets: t.field({
      type: [SnippetType],
      description:
        'Ready-made calls of this route, with the key as $GATEHOUSE_KEY where it asks for one. A route without a path has one in GraphQL alone.',
      args: { languages: t.arg({ type: [SnippetLanguageEnum], description: 'Languages wanted; all when omitted.' }) },
      async resolve(route, { languages }, context) {
        const { publicUrl } = context.deps.server();
        const all = snippetsOf({ ...route, publicUrl, modelName: await modelToName(route, context) });
        return languages == null ? all : all.filter(({ language }) => languages.includes(language));
      },
    }),
  }),
});

/** A model that a call of this route may name; null where the route brings its own. */
async function modelToName(
  { defaultModelId, allowedModelIds: [first] }: RouteConfig,
  context: GraphqlContext,
): Promise<string | null> {
  if (defaultModelId !== null) return null;
  if (first === undefined) return 'your-model';
  return (await Model.getDataloader(context).load(first)).name;
}
