/** Sends every text of an answer through a scanner of its own: text, refusal, reasoning and the input of each tool call. */
import type { ChatEvent } from '#core/chat/event.ts';
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';

/** Reads one text that arrives in pieces. */
export interface Scanner {
  /** Takes the next piece and gives what may leave now. */
  push(piece: string): string;
  /** Gives the rest. */
  end(): string;
}

/** Makes the scanner of one text; `onFound` tells that this very text had a match. */
export type OpenScanner = (onFound: () => void) => Scanner;

/** A step that never waits. */
export type Step = (event: ChatEvent) => readonly ChatEvent[];

type DeltaEvent = Extract<ChatEvent, { type: 'text-delta' | 'refusal-delta' | 'reasoning-delta' | 'tool-call-delta' }>;

interface Channel {
  readonly scanner: Scanner;
  found: boolean;
  /** An event of this text as it is when it holds `text`. */
  fill(text: string): DeltaEvent;
}

export function guardStream(open: OpenScanner): Step {
  const channels = new Map<string, Channel>();
  let foundAny = false;

  const channelOf = (event: DeltaEvent): Channel => {
    const key = keyOf(event);
    const known = channels.get(key);
    if (known) return known;
    const channel: Channel = {
      scanner: open(() => {
        channel.found = true;
        foundAny = true;
      }),
      found: false,
      fill: (text) => withText(event, text),
    };
    channels.set(key, channel);
    return channel;
  };

  const passOn = (event: DeltaEvent): readonly ChatEvent[] => {
    const piece = textOf(event);
    const text = channelOf(event).scanner.push(piece);
    if (text === '') return [];
    return text === piece ? [event] : [withText(event, text)];
  };

  const close = (key: string): { readonly events: ChatEvent[]; readonly found: boolean } => {
    const channel = channels.get(key);
    if (!channel) return { events: [], found: false };
    channels.delete(key);
    const text = channel.scanner.end();
    return { events: text === '' ? [] : [channel.fill(text)], found: channel.found };
  };

  const closeAll = (prefix: string): ChatEvent[] =>
    [...channels.keys()].filter((key) => key.startsWith(prefix)).flatMap((key) => close(key).events);

  return (event) => {
    switch (event.type) {
      case 'text-delta':
      case 'refusal-delta':
      case 'reasoning-delta':
      case 'tool-call-delta':
        return passOn(event);
      case 'reasoning-end': {
        const { type, choice } = event;
        const { events, found } = close(`${choice}:reasoning`);
        // The signature is the vendor's proof of the very words, so it goes with them.
        return [...events, found ? { type, choice } : event];
      }
      case 'tool-call-start':
        return [{ ...event, name: scanWhole(open, event.name) }];
      case 'tool-call-end':
        return [...close(`${event.choice}:tool:${event.index}`).events, event];
      case 'choice-finish':
        return [...closeAll(`${event.choice}:`), event];
      case 'finish':
        return [...closeAll(''), withoutFound(open, event, foundAny)];
      case 'vendor-block':
        return isClean(open, event.block.value) ? [event] : [];
      case 'start':
        return [event];
      default:
        return event satisfies never;
    }
  };
}

function scanWhole(open: OpenScanner, text: string): string {
  const scanner = open(() => undefined);
  return scanner.push(text) + scanner.end();
}

/** What the provider said besides is in its own form, so it is dropped whole where a pattern matches in it. */
function withoutFound(open: OpenScanner, event: Extract<ChatEvent, { type: 'finish' }>, foundAny: boolean): ChatEvent {
  const { extra, ...rest } = event;
  if (extra === undefined) return event;
  if (!isClean(open, extra)) return rest;
  return foundAny ? { ...event, extra: withoutLogprobs(extra) } : event;
}

/** Probabilities repeat the text token by token, cut so that no pattern finds anything in them. */
function withoutLogprobs(extra: JsonObject): JsonObject {
  if (!Array.isArray(extra.choices)) return extra;
  const choices = extra.choices.map((choice: Json) => {
    if (!isJsonObject(choice)) return choice;
    const { logprobs: _, ...others } = choice;
    return others;
  });
  return { ...extra, choices };
}

/** What only a vendor has a form for cannot be rewritten in part. */
function isClean(open: OpenScanner, value: JsonObject): boolean {
  const text = JSON.stringify(value);
  return scanWhole(open, text) === text;
}

function keyOf(event: DeltaEvent): string {
  switch (event.type) {
    case 'text-delta':
      return `${event.choice}:text`;
    case 'refusal-delta':
      return `${event.choice}:refusal`;
    case 'reasoning-delta':
      return `${event.choice}:reasoning`;
    case 'tool-call-delta':
      return `${event.choice}:tool:${event.index}`;
    default:
      return event satisfies never;
  }
}

function textOf(event: DeltaEvent): string {
  return event.type === 'tool-call-delta' ? event.input : event.text;
}

function withText(event: DeltaEvent, text: string): DeltaEvent {
  switch (event.type) {
    case 'tool-call-delta':
      return { ...event, input: text };
    case 'text-delta':
      // Its probabilities tell the text that was there.
      return { type: 'text-delta', choice: event.choice, text };
    default:
      return { ...event, text };
  }
}
