/** The two services of Google that speak this dialect, where they differ. */

export interface Platform {
  readonly title: string;
  /** Ids of adapters whose options join the body; a later one wins. */
  readonly optionsOf: readonly string[];
  /** Names and values that group the calls of a bill. https://docs.cloud.google.com/vertex-ai/generative-ai/docs/add-labels-api-calls */
  readonly takesLabels: boolean;
  /** Whether it wants to be told that its own tools and the caller's may be mixed in one answer. */
  readonly announcesMixedTools: boolean;
  /** The address of a file that was uploaded before; undefined where it keeps no files. */
  fileUri(id: string, baseUrl: string): string | undefined;
}

const ADDRESS = /^(?:https?|gs):\/\//;

/** https://ai.google.dev/api */
export const GEMINI: Platform = {
  title: 'Gemini',
  optionsOf: ['gemini'],
  takesLabels: false,
  announcesMixedTools: true,
  fileUri(id, baseUrl) {
    if (ADDRESS.test(id)) return id;
    return `${baseUrl}/files/${encodeURIComponent(id.replace(/^files\//, ''))}`;
  },
};

/** https://docs.cloud.google.com/vertex-ai/generative-ai/docs/model-reference/inference */
export const VERTEX: Platform = {
  title: 'Vertex AI',
  optionsOf: ['gemini', 'vertex'],
  takesLabels: true,
  announcesMixedTools: false,
  fileUri: (id) => (ADDRESS.test(id) ? id : undefined),
};
