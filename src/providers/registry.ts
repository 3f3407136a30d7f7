/** Every vendor this gateway can speak to, by id. */
import type { AnyProvider } from '#core/provider.ts';
import { anthropic } from '#providers/anthropic/adapter.ts';
import { azure } from '#providers/azure.ts';
import { bedrock } from '#providers/bedrock/adapter.ts';
import { cerebras } from '#providers/cerebras.ts';
import { cohere } from '#providers/cohere/adapter.ts';
import { deepinfra } from '#providers/deepinfra.ts';
import { deepseek } from '#providers/deepseek.ts';
import { demo } from '#providers/demo/adapter.ts';
import { fireworks } from '#providers/fireworks.ts';
import { gemini } from '#providers/gemini.ts';
import { githubModels } from '#providers/github-models.ts';
import { groq } from '#providers/groq.ts';
import { huggingface } from '#providers/huggingface.ts';
import { hyperbolic } from '#providers/hyperbolic.ts';
import { llamaCpp } from '#providers/llama-cpp.ts';
import { lmStudio } from '#providers/lm-studio.ts';
import { mistral } from '#providers/mistral/adapter.ts';
import { moonshot } from '#providers/moonshot.ts';
import { nvidia } from '#providers/nvidia.ts';
import { ollama } from '#providers/ollama/adapter.ts';
import { openai } from '#providers/openai.ts';
import { openaiCompatible } from '#providers/openai-compatible.ts';
import { openaiResponses } from '#providers/openai-responses/adapter.ts';
import { openrouter } from '#providers/openrouter.ts';
import { perplexity } from '#providers/perplexity.ts';
import { qwen } from '#providers/qwen.ts';
import { sambanova } from '#providers/sambanova.ts';
import { together } from '#providers/together.ts';
import { vertex } from '#providers/vertex.ts';
import { vllm } from '#providers/vllm.ts';
import { xai } from '#providers/xai.ts';

export const providers: readonly AnyProvider[] = [
  anthropic,
  azure,
  bedrock,
  cerebras,
  cohere,
  deepinfra,
  deepseek,
  demo,
  fireworks,
  gemini,
  githubModels,
  groq,
  huggingface,
  hyperbolic,
  llamaCpp,
  lmStudio,
  mistral,
  moonshot,
  nvidia,
  ollama,
  openai,
  openaiCompatible,
  openaiResponses,
  openrouter,
  perplexity,
  qwen,
  sambanova,
  together,
  vertex,
  vllm,
  xai,
];
