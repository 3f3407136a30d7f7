/** Writes a whole answer item by item: in the vendor's own order where it said one, else thinking, text, calls. */
import type { ChatChoice, ChatResult } from '#core/chat/result.ts';
import { EMPTY_CHOICE } from '#core/chat/result.ts';
import type { JsonObject } from '#core/json.ts';
import { type ItemPlan, planOf } from '#openai/responses/item-plan.ts';
import type { Output } from '#openai/responses/output.ts';

export function writeResult({ choices, extra = {} }: ChatResult, output: Output): void {
  const choice = choices[0] ?? EMPTY_CHOICE;
  const plan = planOf(choice, extra);
  if (plan) writePlanned(choice, plan, output);
  else writeUsual(choice, output);
}

function writeUsual(choice: ChatChoice, output: Output): void {
  writeThoughts(choice.reasoning, output);
  writeText(choice, output);
  if (choice.refusal !== '') output.refuse(choice.refusal);
  for (const index of choice.toolCalls.keys()) writeCall(choice, index, output);
}

function writePlanned(choice: ChatChoice, plan: ItemPlan, output: Output): void {
  let [thoughts, characters, blocks, calls, messages] = [0, 0, 0, 0, 0];
  const lastMessage = plan.filter(({ kind }) => kind === 'message').length;
  for (const { kind, size } of plan) {
    switch (kind) {
      case 'reasoning':
        writeThoughts(choice.reasoning.slice(thoughts, thoughts + size), output);
        thoughts += size;
        break;
      case 'message': {
        messages += 1;
        output.endMessage();
        if (size > 0) output.say(choice.text.slice(characters, characters + size));
        if (messages === lastMessage && choice.refusal !== '') output.refuse(choice.refusal);
        characters += size;
        break;
      }
      case 'call':
        writeCall(choice, calls, output);
        calls += 1;
        break;
      case 'block': {
        const { at: _, ...block } = choice.vendorBlocks?.[blocks] ?? { at: 0, vendor: '', value: {} };
        output.show(block);
        blocks += 1;
        break;
      }
      default:
        kind satisfies never;
    }
  }
}

function writeThoughts(blocks: ChatChoice['reasoning'], output: Output): void {
  for (const { text, ...proof } of blocks) {
    if (text !== '') output.think(text, proof.id);
    output.endThought(proof);
  }
}

/** The text, cut where something stands between. */
function writeText({ text, vendorBlocks = [] }: ChatChoice, output: Output): void {
  let done = 0;
  const say = (until: number): void => {
    if (until > done) output.say(text.slice(done, until));
    done = Math.max(done, until);
  };
  for (const { at, ...block } of vendorBlocks) {
    say(at);
    output.show(block);
  }
  say(text.length);
}

function writeCall({ toolCalls }: ChatChoice, index: number, output: Output): void {
  const call = toolCalls[index];
  if (call === undefined) return;
  const { input, signature, ...rest } = call;
  output.startCall(index, rest satisfies { readonly extra?: JsonObject });
  if (input !== '') output.addToCall(index, input);
  output.endCall(index, signature);
}
