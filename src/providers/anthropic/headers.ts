/** What every request to Anthropic carries. https://docs.anthropic.com/en/api/versioning */

export function headersOf(betas: readonly string[]): Record<string, string> {
  const names = [...new Set(betas)];
  return {
    'anthropic-version': '2023-06-01',
    ...(names.length > 0 && { 'anthropic-beta': names.join(',') }),
  };
}
