/** Limits of a document that hold before anything of it runs, introspection included. */
import { type ASTVisitor, GraphQLError, type ValidationContext, type ValidationRule } from 'graphql';

export interface DocumentLimits {
  readonly tokens: number;
  readonly aliases: number;
  readonly directives: number;
  /** Fields that make calls to a provider. */
  readonly gatewayFields: number;
}

export const PUBLIC_LIMITS: DocumentLimits = { tokens: 600, aliases: 30, directives: 50, gatewayFields: 10 };
export const ADMIN_LIMITS: DocumentLimits = { ...PUBLIC_LIMITS, tokens: 2_000 };

/** Counted over the whole document: fields of introspection never reach a resolver of ours. */
export function limitRules({ aliases, directives, gatewayFields }: DocumentLimits): ValidationRule[] {
  return [
    function AliasLimitRule(context) {
      const count = counter(context, 'aliases', aliases);
      return { Field: (node) => (node.alias ? count() : undefined) };
    },
    function DirectiveLimitRule(context) {
      const count = counter(context, 'directives', directives);
      return { Directive: () => count() };
    },
    function GatewayFieldLimitRule(context): ASTVisitor {
      const count = counter(context, 'fields that call a provider', gatewayFields);
      return { Field: () => (context.getFieldDef()?.extensions.gateway ? count() : undefined) };
    },
  ];
}

function counter(context: ValidationContext, what: string, limit: number): () => undefined {
  let seen = 0;
  return () => {
    seen += 1;
    if (seen === limit + 1)
      context.reportError(new GraphQLError(`This document has too many ${what}: at most ${limit} are allowed.`));
  };
}
