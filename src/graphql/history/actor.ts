/** Who did something, as a type. */
import type { Actor, ActorKind } from '#core/actor.ts';
import { builder } from '#graphql/builder.ts';
import { enumOf } from '#graphql/enum.ts';

export const ActorKindEnum = enumOf<ActorKind>('ActorKind', {
  description: 'Kinds of actors.',
  members: {
    user: 'A person in the console.',
    'access-token': 'A program with an admin token.',
    'config-file': 'The command line or a configuration file.',
    system: 'The gateway itself.',
  },
});

export const ActorType = builder.objectRef<Actor>('Actor').implement({
  description: 'A person, token or process that acts.',
  fields: (t) => ({
    kind: t.expose('kind', { type: ActorKindEnum, description: 'What kind.' }),
    displayName: t.exposeString('displayName', { description: 'Name for people.' }),
    id: t.exposeID('id', { nullable: true, description: 'Id of the user or token.' }),
  }),
});
