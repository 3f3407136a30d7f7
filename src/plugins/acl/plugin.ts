/** Decides by rules which groups of consumers may use which models by which routes. */
import { GatewayError } from '#core/error/gateway-error.ts';
import { definePlugin, type NamedPlace, type PluginContext, type PluginHooks } from '#core/plugin.ts';
import { type AclConfig, type AclRule, aclConfig } from '#plugins/acl/config.ts';
import { createNameMatcher } from '#plugins/name-pattern/match-name.ts';

export const acl = definePlugin<AclConfig>({
  id: 'acl',
  title: 'Access list',
  summary: 'Decides by rules which groups of consumers may use which models by which routes.',
  stage: 'authenticate',
  merge: 'stack',
  operations: ['chat', 'embedding'],
  config: aclConfig,
  example: { rules: [{ effect: 'deny', models: ['*-preview'] }], otherwise: 'allow' },
  onFailure: 'closed',
  modelsOf: ({ rules }) =>
    rules.flatMap(({ models }, index) =>
      models.flatMap((name, place) =>
        name.includes('*') ? [] : [{ path: ['rules', `${index}`, 'models', `${place}`], name }],
      ),
    ),
  namesOf: ({ rules }) =>
    rules.flatMap(({ groups, routes }, index) => [
      ...placesOf('consumer-group', groups, ['rules', `${index}`, 'groups']),
      ...placesOf('route', routes, ['rules', `${index}`, 'routes']),
    ]),

  compile({ rules, otherwise }, { name }): PluginHooks {
    const compiled = rules.map((rule) => ({ effect: rule.effect, isAbout: createRule(rule) }));
    return {
      onRequest(context, request) {
        const found = compiled.findIndex(({ isAbout }) => isAbout(context));
        const effect = compiled[found]?.effect ?? otherwise;
        context.remarks.note(found === -1 ? `no rule: ${effect}` : `rule ${found + 1}: ${effect}`);
        if (effect === 'allow') return { type: 'next', request };
        const { model, route } = context;
        const way = route ? ` by the route ${route.name}` : '';
        throw new GatewayError('FORBIDDEN', {
          message: `The access list ${name} does not let this caller use the model ${model.name}${way}.`,
        });
      },
    };
  },
});

function placesOf(kind: NamedPlace['kind'], names: readonly string[], path: readonly string[]): NamedPlace[] {
  return names.map((name, place) => ({ kind, path: [...path, `${place}`], name }));
}

/** A caller nobody knows is in no group, and a call without a route came in by none. */
function createRule({ groups, routes, models }: AclRule): (context: PluginContext) => boolean {
  const matchers = models.map(createNameMatcher);
  return ({ caller, route, model }) => {
    const mine = caller.type === 'anonymous' ? [] : caller.consumer.groupNames;
    return (
      (groups.length === 0 || groups.some((group) => mine.includes(group))) &&
      (routes.length === 0 || (route !== null && routes.includes(route.name))) &&
      (matchers.length === 0 || matchers.some((matches) => matches(model.name)))
    );
  };
}
