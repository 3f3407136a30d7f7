/** What a recorded answer of Converse or ConverseStream says, read by hand. */
import type { Expectation, Foreign } from '#test/recorded/expectation.ts';

/** Every message of an AWS event stream as `{<type>: payload}`; checksums are for the gateway to check. */
export function awsMessagesOf(bytes: Buffer): Foreign[] {
  const messages: Foreign[] = [];
  for (let start = 0; start < bytes.length; ) {
    const length = bytes.readUInt32BE(start);
    const bodyStart = start + 12 + bytes.readUInt32BE(start + 4);
    messages.push({
      [typeOf(bytes.toString('latin1', start + 12, bodyStart))]: JSON.parse(
        bytes.toString('utf8', bodyStart, start + length - 4),
      ),
    });
    start += length;
  }
  return messages;
}

/** After its name come the number of its kind, two bytes of length, and the text. */
function typeOf(headers: string): string {
  const name = ':event-type';
  const text = headers.slice(headers.indexOf(name) + name.length + 3);
  return /^\w+/.exec(text)?.[0] ?? '';
}

export function expectBedrock(parts: readonly Foreign[]): Expectation {
  const whole = parts.find((part) => part.output);
  const content: Foreign[] = whole ? whole.output.message.content : joinBlocks(parts);
  const usage = whole?.usage ?? parts.find((part) => part.metadata)?.metadata.usage ?? {};
  const cached = (usage.cacheReadInputTokens ?? 0) + (usage.cacheWriteInputTokens ?? 0);
  const calls = content.flatMap((block) => block.toolUse ?? []).filter((call) => call.type !== 'server_tool_use');
  const all = {
    inputTokens: usage.inputTokens + cached,
    cachedInputTokens: usage.cacheReadInputTokens,
    cacheWriteTokens: usage.cacheWriteInputTokens,
    outputTokens: usage.outputTokens,
  };
  return {
    choices: [
      {
        text: content.map((block) => block.text ?? '').join(''),
        reasoning: content.map((block) => block.reasoningContent?.reasoningText?.text ?? '').join(''),
        refusal: '',
        toolCalls: calls.map((call) => ({ id: call.toolUseId, name: call.name, input: textOf(call.input) })),
        finish: (whole ?? parts.find((part) => part.messageStop)?.messageStop)?.stopReason ?? null,
      },
    ],
    usage: Object.fromEntries(Object.entries(all).filter(([, count]) => typeof count === 'number')),
  };
}

/** A stream has the model's own text, a whole answer has what became of it. */
function textOf(input: Foreign): string {
  return typeof input === 'string' ? input || '{}' : JSON.stringify(input);
}

/** The blocks of a stream as the whole answer would have them. */
function joinBlocks(parts: readonly Foreign[]): Foreign[] {
  const blocks: Foreign[] = [];
  const inputs: string[] = [];
  for (const { contentBlockStart: start, contentBlockDelta: delta } of parts) {
    const at = (start ?? delta)?.contentBlockIndex;
    if (at === undefined) continue;
    blocks[at] ??= {};
    if (start) Object.assign(blocks[at], start.start);
    if (!delta) continue;
    const { text, reasoningContent, toolUse } = delta.delta;
    if (text !== undefined) blocks[at].text = (blocks[at].text ?? '') + text;
    if (reasoningContent?.text !== undefined) {
      blocks[at].reasoningContent ??= { reasoningText: { text: '' } };
      blocks[at].reasoningContent.reasoningText.text += reasoningContent.text;
    }
    if (toolUse) inputs[at] = (inputs[at] ?? '') + toolUse.input;
  }
  for (const [at, input] of inputs.entries()) if (input !== undefined) blocks[at].toolUse.input = input;
  return blocks.filter((block) => block !== undefined);
}
