/** What every request to Anthropic carries. https://docs.anthropic.com/en/api/versioning */

/** How the name of a beta feature may look; a list of them is one header. https://docs.anthropic.com/en/api/beta-headers */
export const BETA = /^[\w.:-]{1,100}$/;

export function headersOf(betas: readonly string[]): Record<string, string> {
  const names = [...new Set(betas)];
  return {
    'anthropic-version': '2023-06-01',
    ...(names.length > 0 && { 'anthropic-beta': names.join(',') }),
  };
}
