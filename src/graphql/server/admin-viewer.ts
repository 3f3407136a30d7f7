/** Who is signed in on the admin surface. */
import type { Actor } from '#core/actor.ts';
import { builder } from '#graphql/builder.ts';
import { adminOf } from '#graphql/config/admin-context.ts';
import { ActorKindEnum } from '#graphql/history/actor.ts';

const AdminViewer = builder.objectRef<Actor>('AdminViewer').implement({
  description: 'Who is signed in.',
  fields: (t) => ({
    kind: t.expose('kind', { type: ActorKindEnum, description: 'A person or a program.' }),
    displayName: t.exposeString('displayName', { description: 'Name for people.' }),
  }),
});

builder.queryField('admin', (t) =>
  t.field({
    type: AdminViewer,
    description: 'Who is signed in.',
    resolve: (_root, _args, context) => adminOf(context).session.actor,
  }),
);
