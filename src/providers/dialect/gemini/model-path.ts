/** Where a model is called, by its name. */

/** `models/…` by default; a tuned model names its own folder. https://ai.google.dev/api/models */
export function geminiModelPath(model: string): string {
  const [, folder = 'models', name = model] = /^(models|tunedModels)\/(.+)$/.exec(model) ?? [];
  return `${folder}/${encodeURIComponent(name)}`;
}

/**
 * Google's own models by default; a tuned one is called at its endpoint, `endpoints/<number>`.
 * https://docs.cloud.google.com/vertex-ai/generative-ai/docs/models/gemini-use-supervised-tuning
 */
export function vertexModelPath(model: string, project: string, location: string): string {
  const home = `projects/${encodeURIComponent(project)}/locations/${encodeURIComponent(location)}`;
  const [, endpoint] = /^(?:projects\/[^/]+\/locations\/[^/]+\/)?endpoints\/(.+)$/.exec(model) ?? [];
  if (endpoint !== undefined) return `${home}/endpoints/${encodeURIComponent(endpoint)}`;
  const name = model.replace(/^(?:publishers\/google\/)?models\//, '');
  return `${home}/publishers/google/models/${encodeURIComponent(name)}`;
}
