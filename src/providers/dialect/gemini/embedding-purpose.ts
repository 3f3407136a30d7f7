/** What vectors are for, in Google's words. https://ai.google.dev/gemini-api/docs/embeddings#task-types */
import type { EmbeddingPurpose } from '#core/embedding.ts';

export const TASK_TYPES: Readonly<Record<EmbeddingPurpose, string>> = {
  query: 'RETRIEVAL_QUERY',
  document: 'RETRIEVAL_DOCUMENT',
  classification: 'CLASSIFICATION',
  clustering: 'CLUSTERING',
  similarity: 'SEMANTIC_SIMILARITY',
};

const PREFIXES: Readonly<Record<EmbeddingPurpose, string>> = {
  query: 'task: search result | query: ',
  document: 'title: none | text: ',
  classification: 'task: classification | query: ',
  clustering: 'task: clustering | query: ',
  similarity: 'task: sentence similarity | query: ',
};

/** The second generation has no field for it: the text itself begins with the task. */
export function takesPrefix(model: string): boolean {
  return /gemini-embedding-(?:[2-9]|\d\d)(?!\d)/.test(model);
}

export function prefixFor(purpose: EmbeddingPurpose | undefined, model: string): string {
  return purpose !== undefined && takesPrefix(model) ? PREFIXES[purpose] : '';
}

export function taskTypeFor(purpose: EmbeddingPurpose | undefined, model: string): string | undefined {
  return purpose === undefined || takesPrefix(model) ? undefined : TASK_TYPES[purpose];
}
