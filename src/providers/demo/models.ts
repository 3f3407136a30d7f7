/** Names that the demo provider knows. Any other name answers as `demo-1` does. */

export const DEMO_MODELS = ['demo-1', 'demo-slow', 'demo-unavailable', 'demo-rate-limited', 'demo-broken'] as const;

/** What a model does other than to answer; the way to see failover, limits and timeouts at work without a vendor. */
export type DemoTemper = 'answers' | 'slow' | 'unavailable' | 'rate-limited' | 'broken';

const TEMPERS: Readonly<Record<string, DemoTemper>> = {
  /** Each word takes ten times as long. */
  'demo-slow': 'slow',
  /** Answers with status 503. */
  'demo-unavailable': 'unavailable',
  /** Answers with status 429 and asks to wait for two seconds. */
  'demo-rate-limited': 'rate-limited',
  /** Breaks a stream off in its middle; a whole answer comes without its end. */
  'demo-broken': 'broken',
};

export function temperOf(model: string): DemoTemper {
  return Object.hasOwn(TEMPERS, model) ? (TEMPERS[model] ?? 'answers') : 'answers';
}
