/** Writes a whole call. https://ai.google.dev/api/generate-content */
import type { ChatRequest } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import type { EncodedCall } from '#core/provider.ts';
import { encodeContents } from '#providers/dialect/gemini/encode-contents.ts';
import { encodeGeneration } from '#providers/dialect/gemini/encode-generation.ts';
import { encodeLabels } from '#providers/dialect/gemini/encode-labels.ts';
import { encodeTools } from '#providers/dialect/gemini/encode-tools.ts';
import { mergeOptions } from '#providers/dialect/gemini/merge-options.ts';
import type { Platform } from '#providers/dialect/gemini/platform.ts';
import { encodeDetail, sharedDetail } from '#providers/dialect/gemini/shared-detail.ts';
import { warnOfTheRest } from '#providers/dialect/gemini/warn-of-the-rest.ts';

export interface GeminiCall {
  readonly request: ChatRequest;
  readonly platform: Platform;
  readonly baseUrl: string;
  /** Address of the model, without the verb. */
  readonly modelUrl: string;
  readonly model: string;
  readonly stream: boolean;
}

export function encodeChat({ request, platform, baseUrl, modelUrl, model, stream }: GeminiCall): EncodedCall {
  const warnings: ChatWarning[] = [];
  const detail = sharedDetail(request.messages);
  const context = { platform, baseUrl, model, warnings, detail };
  const { contents, systemInstruction } = encodeContents(request.messages, context);
  const generationConfig = { ...encodeGeneration(request, model, warnings), ...encodeDetail(detail) };
  const written = {
    ...(systemInstruction && { systemInstruction }),
    contents,
    ...encodeTools(request, model, platform, warnings),
    ...(Object.keys(generationConfig).length > 0 && { generationConfig }),
    ...encodeLabels(request, platform, warnings),
  };
  warnOfTheRest(request, platform, warnings);
  const body = mergeOptions(written, request, platform.optionsOf, warnings);
  const verb = stream ? 'streamGenerateContent?alt=sse' : 'generateContent';
  return { wire: { method: 'POST', url: `${modelUrl}:${verb}`, headers: {}, body }, warnings };
}
