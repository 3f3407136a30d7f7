/** From an EmbedInput to our own words. */
import { MOST_INPUTS } from '#core/embedding.ts';
import { type InputIssue, invalidRequest } from '#core/error/gateway-error.ts';
import { isJsonObject } from '#core/json.ts';
import type { EmbedInputShape } from '#graphql/embed/embed-input.ts';
import type { DecodedEmbedding } from '#graphql/gateway-call.ts';

/** @throws GatewayError INVALID_REQUEST with every problem found. */
export function decodeEmbed(args: Readonly<Record<string, unknown>>): DecodedEmbedding {
  // The argument is declared with the type EmbedInput, so GraphQL hands over nothing else.
  const input = args.input as EmbedInputShape;
  const { model, route, texts, dimensions, purpose, endUser, timeout, strict, extra } = input;
  const issues = issuesOf(input);
  if (issues.length > 0) throw invalidRequest(issues);
  return {
    embedding: {
      inputs: texts,
      ...(dimensions != null && { dimensions }),
      ...(purpose != null && { purpose }),
      ...(endUser != null && { endUser }),
      extra: isJsonObject(extra) ? extra : {},
      ...(strict === true && { strict }),
    },
    ...(model != null && { model }),
    ...(route != null && { route }),
    ...(timeout != null && { timeoutMs: timeout }),
  };
}

function issuesOf({ texts, dimensions, timeout, extra }: EmbedInputShape): readonly InputIssue[] {
  const issues: InputIssue[] = [];
  const report = (field: string, message: string, code: string) => issues.push({ path: [field], message, code });
  if (texts.length === 0) report('texts', 'Needs at least one text.', 'required');
  if (texts.length > MOST_INPUTS) report('texts', `At most ${MOST_INPUTS} are allowed.`, 'out_of_range');
  if (dimensions != null && dimensions < 1) report('dimensions', 'Must be at least 1.', 'out_of_range');
  if (timeout != null && timeout <= 0) report('timeout', 'Must be longer than nothing.', 'out_of_range');
  if (extra != null && !isJsonObject(extra)) report('extra', 'Must be a JSON object.', 'invalid_type');
  return issues;
}
