/** The host of a location. https://docs.cloud.google.com/gemini-enterprise-agent-platform/resources/locations */

const WIDE = new Set(['us', 'eu']);

export function vertexHost(location: string): string {
  const name = encodeURIComponent(location);
  if (name === 'global') return 'aiplatform.googleapis.com';
  return WIDE.has(name) ? `aiplatform.${name}.rep.googleapis.com` : `${name}-aiplatform.googleapis.com`;
}
