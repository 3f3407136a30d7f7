/** Every plugin this gateway has, by id. */
import type { AnyPlugin } from '#core/plugin.ts';
import { acl } from '#plugins/acl/plugin.ts';
import { alert } from '#plugins/alert/plugin.ts';
import { cache } from '#plugins/cache/plugin.ts';
import { concurrencyLimit } from '#plugins/concurrency-limit/plugin.ts';
import { fileLog } from '#plugins/file-log/plugin.ts';
import { httpHook } from '#plugins/http-hook/plugin.ts';
import { httpLog } from '#plugins/http-log/plugin.ts';
import { ipAllow } from '#plugins/ip-allow/plugin.ts';
import { jwt } from '#plugins/jwt/plugin.ts';
import { llmJudge } from '#plugins/llm-judge/plugin.ts';
import { moderation } from '#plugins/moderation/plugin.ts';
import { opentelemetry } from '#plugins/opentelemetry/plugin.ts';
import { outputSchema } from '#plugins/output-schema/plugin.ts';
import { patternGuard } from '#plugins/pattern-guard/plugin.ts';
import { piiRedactor } from '#plugins/pii-redactor/plugin.ts';
import { prometheus } from '#plugins/prometheus/plugin.ts';
import { promptCompressor } from '#plugins/prompt-compressor/plugin.ts';
import { promptDecorator } from '#plugins/prompt-decorator/plugin.ts';
import { promptInjection } from '#plugins/prompt-injection/plugin.ts';
import { promptTemplate } from '#plugins/prompt-template/plugin.ts';
import { rateLimit } from '#plugins/rate-limit/plugin.ts';
import { requestLog } from '#plugins/request-log/plugin.ts';
import { requestTransformer } from '#plugins/request-transformer/plugin.ts';
import { responseTransformer } from '#plugins/response-transformer/plugin.ts';
import { semanticCache } from '#plugins/semantic-cache/plugin.ts';
import { semanticGuard } from '#plugins/semantic-guard/plugin.ts';
import { sizeLimit } from '#plugins/size-limit/plugin.ts';
import { toolFilter } from '#plugins/tool-filter/plugin.ts';

export const plugins: readonly AnyPlugin[] = [
  acl,
  alert,
  cache,
  concurrencyLimit,
  fileLog,
  httpHook,
  httpLog,
  ipAllow,
  jwt,
  llmJudge,
  moderation,
  opentelemetry,
  outputSchema,
  patternGuard,
  piiRedactor,
  prometheus,
  promptCompressor,
  promptDecorator,
  promptInjection,
  promptTemplate,
  rateLimit,
  requestLog,
  requestTransformer,
  responseTransformer,
  semanticCache,
  semanticGuard,
  sizeLimit,
  toolFilter,
];
