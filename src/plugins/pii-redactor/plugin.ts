/** Takes personal data out of prompts and answers, and puts back what the caller itself had sent. */
import type { GuardrailFinding } from '#core/call-report.ts';
import type { ChatEvent } from '#core/chat/event.ts';
import type { ChatRequest } from '#core/chat/request.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import { definePlugin, type PluginContext, type PluginHooks } from '#core/plugin.ts';
import { type EntityType, type PiiRedactorConfig, piiRedactorConfig } from '#plugins/pii-redactor/config.ts';
import { DETECTORS, type Detector, nameDetector } from '#plugins/pii-redactor/detectors.ts';
import { createRedactingScanner } from '#plugins/pii-redactor/redacting-scanner.ts';
import { createRestoringScanner } from '#plugins/pii-redactor/restoring-scanner.ts';
import { createVault, signOf, type Vault } from '#plugins/pii-redactor/vault.ts';
import { guardStream, type Step } from '#plugins/text/guard-stream.ts';
import { judgeTokens } from '#plugins/text/judge-tokens.ts';
import { rewriteRequest, type TextRewriter } from '#plugins/text/rewrite-request.ts';

type Side = GuardrailFinding['stage'];
type Replace = (type: EntityType, value: string) => string;

const ACTIONS = { mask: 'redacted', replace: 'redacted', block: 'blocked', flag: 'flagged' } as const;
const SIDES = { request: 'prompt', response: 'answer' } as const;

export const piiRedactor = definePlugin<PiiRedactorConfig>({
  id: 'pii-redactor',
  title: 'PII redactor',
  summary: 'Takes personal data out of prompts and answers, and puts back what the caller itself had sent.',
  stage: 'guard',
  merge: 'stack',
  operations: ['chat', 'embedding'],
  config: piiRedactorConfig,
  example: { detect: ['email', 'phone', 'card', 'national-id'], action: 'mask' },
  onFailure: 'closed',

  compile({ detect, names, action, stages }, { name: plugin }): PluginHooks {
    const detectors: readonly Detector[] = [
      ...DETECTORS.filter(({ type }) => detect.includes(type)),
      ...(names.length > 0 ? [nameDetector(names)] : []),
    ];
    const longestName = Math.max(0, ...names.map((name) => name.length));
    const vaults = new WeakMap<PluginContext, Vault>();

    const open = (replace: Replace) => createRedactingScanner({ detectors, longestName, replace });
    const rewriterOf = (replace: Replace): TextRewriter => {
      const text = (given: string): string => {
        const scanner = open(replace);
        return scanner.push(given) + scanner.end();
      };
      const parts: TextRewriter['parts'] = (given) => {
        const redacted = given.map((part) => (part.type === 'text' ? { ...part, text: text(part.text) } : part));
        const isSame = redacted.every((part, index) => part.type !== 'text' || part.text === textAt(given, index));
        return isSame ? given : redacted;
      };
      return { text, parts };
    };

    /** Reports each kind once a call and side. @throws GatewayError GUARDRAIL_BLOCKED where that is the action */
    const reporting = (context: PluginContext, stage: Side, replace: Replace): Replace => {
      const told = new Set<EntityType>();
      return (type, value) => {
        if (!told.has(type)) {
          told.add(type);
          const finding = { category: `pii.${type}`, action: ACTIONS[action], stage } as const;
          context.remarks.finding(finding);
          if (action === 'block') {
            const message = `The guardrail ${plugin} found personal data in the ${SIDES[stage]} (${type}).`;
            throw new GatewayError('GUARDRAIL_BLOCKED', { message, findings: [{ plugin, ...finding }] });
          }
        }
        return action === 'flag' ? value : replace(type, value);
      };
    };

    const redactRequest = (context: PluginContext, request: ChatRequest): ChatRequest => {
      judgeTokens(context, request, action);
      const written = JSON.stringify(request);
      const vault = createVault((placeholder) => written.includes(placeholder));
      vaults.set(context, vault);
      const replace: Replace = (type, value) => (action === 'mask' ? vault.placeholderOf(type, value) : signOf(type));
      return rewriteRequest(request, rewriterOf(reporting(context, 'request', replace))).request;
    };

    const redactAnswer = (context: PluginContext): Step => {
      const replace = reporting(context, 'response', (type) => signOf(type));
      return guardStream((onFound) =>
        open((type, value) => {
          onFound();
          return replace(type, value);
        }),
      );
    };

    const restoreAnswer = (context: PluginContext): Step | undefined => {
      const vault = vaults.get(context);
      return vault && !vault.isEmpty ? guardStream(() => createRestoringScanner(vault)) : undefined;
    };

    return {
      ...(stages.includes('request') && {
        onRequest: (context, request) => ({ type: 'next', request: redactRequest(context, request) }),
      }),
      ...((stages.includes('response') || action === 'mask') && {
        onStream: (context) =>
          chained(stages.includes('response') ? redactAnswer(context) : undefined, restoreAnswer(context)),
      }),
    };
  },
});

function textAt(
  parts: readonly { readonly type: string; readonly text?: string }[],
  index: number,
): string | undefined {
  return parts[index]?.text;
}

function chained(first: Step | undefined, second: Step | undefined): Step {
  if (first && second) return (event: ChatEvent) => first(event).flatMap(second);
  return first ?? second ?? ((event) => [event]);
}
