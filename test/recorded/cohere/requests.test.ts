/**
 * Recorded requests of Cohere and Ollama, which have no door: written as a caller who means the same would, and encoded
 * again.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type ChatRequest, chatRequest, type Message, type TextPart } from '#core/chat/request.ts';
import type { AnyProvider } from '#core/provider.ts';
import { cohere } from '#providers/cohere/adapter.ts';
import { ollama } from '#providers/ollama/adapter.ts';
import { dialectOf } from '#test/recorded/dialects.ts';
import { readExchanges, recordedProviders, SKIP_MESSAGE } from '#test/recorded/exchanges.ts';
import type { Foreign } from '#test/recorded/expectation.ts';

const names = recordedProviders();
test('recorded requests of Cohere and Ollama', { skip: names.length === 0 && SKIP_MESSAGE }, () => undefined);

const WIRES: Readonly<Record<string, { adapter: AnyProvider; meaningOf(body: Foreign): Foreign }>> = {
  cohere: { adapter: cohere, meaningOf: meaningOfCohere },
  ollama: { adapter: ollama, meaningOf: meaningOfOllama },
};

for (const name of names) {
  const { adapter, meaningOf } = WIRES[name] ?? {};
  if (!adapter || !meaningOf) continue;
  describe(`requests of ${name}`, () => {
    for (const exchange of readExchanges(name).filter((one) => dialectOf(one)?.name === name)) {
      test(exchange.name, () => {
        const body: Foreign = exchange.request.body;
        const { wire, warnings } = adapter.encode({
          baseUrl: 'https://vendor.example',
          options: adapter.options.parse({}) as never,
          request: requestOf(body),
          upstreamModel: body.model,
          stream: body.stream ?? false,
        });
        assert.deepEqual(warnings, []);
        assert.deepEqual(meaningOf(wire.body), meaningOf(body));
      });
    }
  });
}

function requestOf(body: Foreign): ChatRequest {
  const choice = { REQUIRED: 'required', NONE: 'none' }[body.tool_choice as string] as ChatRequest['toolChoice'];
  return chatRequest({
    messages: body.messages.map(messageOf),
    tools: (body.tools ?? []).map((tool: Foreign) => ({
      name: tool.function.name,
      description: tool.function.description,
      inputSchema: tool.function.parameters,
    })),
    ...(choice && { toolChoice: choice }),
    sampling: {
      ...(body.temperature != null && { temperature: body.temperature }),
      ...(body.max_tokens != null && { maxOutputTokens: body.max_tokens }),
      ...(body.stop_sequences != null && { stop: body.stop_sequences }),
    },
  });
}

function messageOf(message: Foreign): Message {
  const text = textOf(message.content);
  const content: readonly TextPart[] = text === '' ? [] : [{ type: 'text', text }];
  switch (message.role) {
    case 'tool':
      // Ollama tells the tool by its name, the language by the id of the call.
      return { role: 'tool', toolCallId: message.tool_call_id ?? 'call_0', content };
    case 'assistant':
      return {
        role: 'assistant',
        content,
        reasoning: [],
        toolCalls: (message.tool_calls ?? []).map((call: Foreign, index: number) => ({
          id: call.id ?? `call_${index}`,
          name: call.function.name,
          input:
            typeof call.function.arguments === 'string'
              ? call.function.arguments
              : JSON.stringify(call.function.arguments),
        })),
      };
    default:
      return { role: message.role, content };
  }
}

function textOf(content: Foreign): string {
  return typeof content === 'string' ? content : (content ?? []).map((part: Foreign) => part.text ?? '').join('');
}

function meaningOfCohere({ messages, tools, stream, ...rest }: Foreign): Foreign {
  return plain({
    ...rest,
    stream: stream ?? false,
    tools: (tools ?? []).map((tool: Foreign) => tool.function),
    messages: messages.map((message: Foreign) =>
      plain({ ...message, content: textOf(message.content), tool_calls: (message.tool_calls ?? []).map(plainCall) }),
    ),
  });
}

function meaningOfOllama({ messages, tools, stream, ...rest }: Foreign): Foreign {
  return plain({
    ...rest,
    // The vendor streams unless it is told not to.
    stream: stream ?? true,
    tools: (tools ?? []).map((tool: Foreign) => plain(tool.function)),
    messages: messages.map(({ tool_name: _, tool_call_id: __, ...message }: Foreign) =>
      plain({ ...message, content: textOf(message.content), tool_calls: (message.tool_calls ?? []).map(plainCall) }),
    ),
  });
}

function plainCall({ function: called }: Foreign): Foreign {
  const given = called.arguments;
  return { name: called.name, input: typeof given === 'string' ? JSON.parse(given) : given };
}

/** Without what is absent or says nothing. */
function plain(object: Foreign): Foreign {
  const isEmpty = (value: Foreign): boolean =>
    value == null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
  return Object.fromEntries(Object.entries(object).filter(([, value]) => !isEmpty(value)));
}
