/** Refuses, masks or reports texts of prompts and answers by patterns. */
import { type ChatRequest, type Message, textOf } from '#core/chat/request.ts';
import { definePlugin, type PluginHooks, type StreamStep } from '#core/plugin.ts';
import { allowStream } from '#plugins/pattern-guard/allow-stream.ts';
import { type PatternGuardConfig, patternGuardConfig } from '#plugins/pattern-guard/config.ts';
import { createReport, type FindingStage, type Report } from '#plugins/pattern-guard/findings.ts';
import { inTurns } from '#plugins/pattern-guard/in-turns.ts';
import { maskParts, readingsOf } from '#plugins/pattern-guard/mask-parts.ts';
import { MOST_STEPS, type Pattern } from '#plugins/pattern-guard/pattern.ts';
import { createPatternSet, learnSpans, type PatternSet } from '#plugins/pattern-guard/pattern-set.ts';
import { createScanner } from '#plugins/pattern-guard/scanner.ts';
import { guardStream, type OpenScanner, type Step } from '#plugins/text/guard-stream.ts';
import { judgeTokens } from '#plugins/text/judge-tokens.ts';
import { type Rewritten, rewriteRequest, type TextRewriter } from '#plugins/text/rewrite-request.ts';

interface Guard extends Pick<PatternGuardConfig, 'action' | 'maskWith' | 'maxMatchLength'> {
  readonly deny: PatternSet;
  readonly allow: PatternSet;
}

export const patternGuard = definePlugin<PatternGuardConfig>({
  id: 'pattern-guard',
  title: 'Pattern guard',
  summary: 'Refuses, masks or reports texts of prompts and answers by patterns.',
  stage: 'guard',
  merge: 'stack',
  operations: ['chat', 'embedding'],
  config: patternGuardConfig,
  example: { deny: ['\\b\\d{3}-\\d{2}-\\d{4}\\b', 'secret-[a-z0-9]{8,64}'], action: 'mask' },
  onFailure: 'closed',

  compile(config, { name: plugin }): PluginHooks {
    const { action, caseSensitive, stages } = config;
    const guard: Guard = {
      ...config,
      deny: createPatternSet(config.deny, caseSensitive),
      allow: createPatternSet(config.allow, caseSensitive),
    };
    const reportOn = (stage: FindingStage) => ({ plugin, action, stage });
    return {
      ...(stages.includes('request') && {
        onRequest(context, request) {
          judgeTokens(context, request, action);
          const report = createReport(context, reportOn('request'));
          const texts = longTexts(guard.deny, request);
          if (texts.length === 0) return { type: 'next', request: guardRequest(guard, request, report) };
          return learnSpans(guard.deny, texts).then((deny) => ({
            type: 'next',
            request: guardRequest({ ...guard, deny }, request, report),
          }));
        },
      }),
      ...(stages.includes('response') && {
        onStream: (context) => guardAnswer(guard, createReport(context, reportOn('response'))),
      }),
    };
  },
});

/** All texts that are looked at, where that takes so long that it has to be done in turns. */
function longTexts({ patterns }: PatternSet, request: ChatRequest): readonly string[] {
  if (patterns.length === 0) return [];
  const texts: string[] = [];
  rewriteRequest(request, {
    parts: (given) => {
      texts.push(...readingsOf(given));
      return given;
    },
    text: (given) => {
      texts.push(given);
      return given;
    },
  });
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  return length * largestOf(patterns) > MOST_STEPS / 2 ? texts : [];
}

function largestOf(patterns: readonly Pattern[]): number {
  return patterns.reduce((largest, { size }) => Math.max(largest, size), 1);
}

function guardRequest(guard: Guard, request: ChatRequest, report: Report): ChatRequest {
  const { request: rewritten, changed } = deniedOut(guard, request);
  if (changed) report('pattern.deny');
  const kept = guard.action === 'mask' ? rewritten : request;
  // Judged as the caller sent it: a mask must not make a message match.
  const isRefused = request.messages.map(
    (message) => message.role === 'user' && !isAllowed(guard, textOf(message.content)),
  );
  if (!isRefused.includes(true)) return kept;
  report('pattern.allow');
  if (guard.action !== 'mask') return kept;
  const masked = [{ type: 'text', text: guard.maskWith }] as const;
  const messages = kept.messages.map(
    (message, index): Message =>
      message.role === 'user' && isRefused[index] ? { ...message, content: masked } : message,
  );
  return { ...kept, messages };
}

function deniedOut({ deny, maskWith }: Guard, request: ChatRequest): Rewritten {
  if (deny.patterns.length === 0) return { request, changed: false };
  const parts: TextRewriter['parts'] = (given) => maskParts(given, deny, maskWith);
  const text = (given: string): string => parts([{ type: 'text', text: given }])[0]?.text ?? given;
  return rewriteRequest(request, { parts, text });
}

function guardAnswer(guard: Guard, report: Report): StreamStep {
  const { action, allow, deny, maskWith, maxMatchLength } = guard;
  const open: OpenScanner = (tell) => {
    const onFound = () => {
      tell();
      report('pattern.deny');
    };
    return createScanner({ set: deny, maxMatchLength, maskWith, onFound });
  };
  const onRefused = () => {
    report('pattern.allow');
    return action === 'mask' ? maskWith : undefined;
  };
  const denied: Step = deny.patterns.length === 0 ? (event) => [event] : guardStream(open);
  const judged =
    allow.patterns.length === 0
      ? denied
      : allowStream(denied, { isAllowed: (text) => isAllowed(guard, text), onRefused });
  // A text that comes at once is read several times over, once for each step of the window.
  const paced = inTurns(judged, Math.max(64, Math.min(4_096, Math.floor(MOST_STEPS / (8 * largestOf(deny.patterns))))));
  if (action !== 'flag') return paced;
  return (event) => {
    const pending = paced(event);
    return pending instanceof Promise ? pending.then(() => [event]) : [event];
  };
}

function isAllowed({ allow }: Guard, text: string): boolean {
  return allow.patterns.length === 0 || allow.occurring(text).length > 0;
}
