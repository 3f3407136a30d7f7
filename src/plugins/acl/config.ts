/** What an administrator can say about who may use what. */
import { z } from 'zod';

const names = (about: string, longest: number) =>
  z.array(z.string().min(1).max(longest)).max(100).default([]).describe(about);

const rule = z.strictObject({
  effect: z.enum(['allow', 'deny']).describe('What happens to the calls that the rule is about.'),
  groups: names('Names of groups of consumers; the rule is about everybody where it is empty.', 63),
  routes: names('Names of routes; the rule is about every way in where it is empty.', 63),
  models: names('Names of models, with "*" for any characters; the rule is about all models where it is empty.', 128),
});

export const aclConfig = z.strictObject({
  rules: z.array(rule).min(1).max(200).describe('Rules in order: the first one that is about a call decides.'),
  otherwise: z.enum(['allow', 'deny']).default('deny').describe('What happens to calls that no rule is about.'),
});

export type AclConfig = z.infer<typeof aclConfig>;
export type AclRule = AclConfig['rules'][number];
