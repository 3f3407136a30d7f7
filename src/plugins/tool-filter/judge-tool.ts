/** Whether a tool may be used, by all the names that it goes by. */
import type { VendorBlock } from '#core/chat/request.ts';
import { createNameMatcher } from '#plugins/name-pattern/match-name.ts';
import type { ToolFilterConfig } from '#plugins/tool-filter/config.ts';

export type JudgeTool = (names: readonly string[]) => boolean;

export function createJudge({ allow, deny }: Pick<ToolFilterConfig, 'allow' | 'deny'>): JudgeTool {
  const [allowed, denied] = [allow.map(createNameMatcher), deny.map(createNameMatcher)];
  return (names) => {
    if (names.some((name) => denied.some((matches) => matches(name)))) return false;
    return allowed.length === 0 || names.some((name) => allowed.some((matches) => matches(name)));
  };
}

/** A vendor's own tool goes by its name, by its type, or by the one field that it has. */
export function namesOfVendorTool({ value }: VendorBlock): readonly string[] {
  const named = [value.name, value.type].filter((name) => typeof name === 'string');
  return named.length > 0 ? named : Object.keys(value);
}
