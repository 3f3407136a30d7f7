/** Every vendor this gateway can speak to, by id. */
import type { AnyProvider } from '#core/provider.ts';
import { cohere } from '#providers/cohere/adapter.ts';
import { demo } from '#providers/demo/adapter.ts';
import { openai } from '#providers/openai.ts';
import { openaiCompatible } from '#providers/openai-compatible.ts';

export const providers: readonly AnyProvider[] = [cohere, demo, openai, openaiCompatible];
