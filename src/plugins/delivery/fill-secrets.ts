/** Puts secrets of the environment where a configuration names them as `{{NAME}}`. */
import type { PluginTools } from '#core/plugin.ts';

const NAMED = /\{\{([A-Z0-9_]+)\}\}/g;

/** @throws Error where there is no such secret. */
export function fillSecrets(text: string, { secret }: Pick<PluginTools, 'secret'>): string {
  return text.replace(NAMED, (_match, name: string) => secret(name));
}

export function filledHeaders(
  headers: readonly { readonly name: string; readonly value: string }[],
  tools: Pick<PluginTools, 'secret'>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(headers.map(({ name, value }) => [name.toLowerCase(), fillSecrets(value, tools)]));
}
