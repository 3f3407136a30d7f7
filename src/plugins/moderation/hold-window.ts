/** Holds an answer back by pieces: what leaves was judged together with at least so many characters that follow it. */
import type { ChatEvent } from '#core/chat/event.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import { HeldBack, type StreamStep } from '#core/plugin.ts';

/** Text between two judgements is shorter than twice the window. Throwing refuses the rest. */
export function holdWindow(window: number, judge: (text: string) => Promise<void>): StreamStep {
  let held: ChatEvent[] = [];
  /** Characters that are held, by channel. */
  const lengths = new Map<string, number>();
  /** Channels that have come to their end. */
  const ended = new Set<string>();
  let unjudged = 0;
  const add = (event: ChatEvent, sign: 1 | -1): void => {
    const channel = channelOf(event);
    lengths.set(channel, (lengths.get(channel) ?? 0) + sign * textOf(event).length);
  };

  const follow = (event: ChatEvent): void => {
    const channel = channelOf(event);
    if (textOf(event).length > 0) ended.delete(channel);
    if (isEndOfChannel(event)) ended.add(channel);
    if (event.type === 'choice-finish')
      for (const one of lengths.keys()) if (one.startsWith(`${event.choice} `)) ended.add(one);
  };

  /** What is followed by a whole window of its own channel, or by that channel's end. */
  const takeFollowed = (): ChatEvent[] => {
    let count = 0;
    for (const event of held) {
      const length = textOf(event).length;
      const channel = channelOf(event);
      if (length > 0 && !ended.has(channel) && (lengths.get(channel) ?? 0) - length < window) break;
      add(event, -1);
      count += 1;
    }
    const taken = held.slice(0, count);
    held = held.slice(count);
    return taken;
  };

  return async (event) => {
    held.push(event);
    add(event, 1);
    follow(event);
    unjudged += textOf(event).length;
    const isEnd = event.type === 'finish';
    const isLong = unjudged >= window && (lengths.get(channelOf(event)) ?? 0) >= 2 * window;
    if (!isEnd && !isLong) return [];
    unjudged = 0;
    try {
      await judge(textOfAll(held));
    } catch (thrown) {
      if (thrown instanceof GatewayError) throw thrown;
      throw new HeldBack(held, thrown);
    }
    if (!isEnd) return takeFollowed();
    const rest = held;
    held = [];
    return rest;
  };
}

/** Pieces of one channel belong together, those of different ones do not. */
function textOfAll(events: readonly ChatEvent[]): string {
  const texts = new Map<string, string>();
  for (const event of events) texts.set(channelOf(event), (texts.get(channelOf(event)) ?? '') + textOf(event));
  return [...texts.values()].filter((text) => text !== '').join('\n');
}

function isEndOfChannel({ type }: ChatEvent): boolean {
  return type === 'reasoning-end' || type === 'tool-call-end' || type === 'vendor-block';
}

function channelOf(event: ChatEvent): string {
  if (!('choice' in event)) return '';
  switch (event.type) {
    case 'tool-call-start':
    case 'tool-call-delta':
    case 'tool-call-end':
      return `${event.choice} tool ${event.index}`;
    case 'reasoning-end':
      return `${event.choice} reasoning-delta`;
    default:
      return `${event.choice} ${event.type}`;
  }
}

function textOf(event: ChatEvent): string {
  switch (event.type) {
    case 'text-delta':
    case 'refusal-delta':
    case 'reasoning-delta':
      return event.text;
    case 'tool-call-start':
      return `${event.name} `;
    case 'tool-call-delta':
      return event.input;
    case 'vendor-block':
      return `${JSON.stringify(event.block.value)} `;
    default:
      return '';
  }
}
