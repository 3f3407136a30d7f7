/** Who is billed for a call at OpenAI, where a key may speak for several. https://platform.openai.com/docs/api-reference/authentication */
import { z } from 'zod';

export const accountOptions = {
  organization: z.string().min(1).optional().describe('Organization that the calls are billed to, such as org-….'),
  project: z.string().min(1).optional().describe('Project that the calls are billed to, such as proj_….'),
};

export interface Account {
  readonly organization?: string | undefined;
  readonly project?: string | undefined;
}

export function accountHeaders({ organization, project }: Account): Readonly<Record<string, string>> {
  return {
    ...(organization !== undefined && { 'openai-organization': organization }),
    ...(project !== undefined && { 'openai-project': project }),
  };
}
