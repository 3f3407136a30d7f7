/** Finds numbers that the road of a call could not work with. */
import type { ConfigDocument, ModelConfig } from '#core/config/document.ts';
import { type Report, tellOf } from '#snapshot/report.ts';
import { tellOfChain } from '#snapshot/tell-of-chain.ts';

export function checkNumbers(document: ConfigDocument, report: Report): void {
  for (const provider of document.providers) {
    const tell = tellOf(report, 'provider', provider);
    for (const [name, value] of Object.entries(provider.timeouts)) {
      if (!isTime(value)) tell(['timeouts', name], 'A time limit is longer than nothing.');
    }
  }
  for (const credential of document.credentials) {
    if (!isWeight(credential.weight)) tellOf(report, 'credential', credential)(['weight'], WEIGHT_RULE);
  }
  for (const model of document.models) checkModel(model, report);
  for (const chain of document.chains) {
    const tell = tellOfChain(report, document, chain);
    for (const [index, { timeoutMs }] of chain.entries.entries()) {
      if (!isTime(timeoutMs)) tell(['entries', index, 'timeoutMs'], 'A time limit is longer than nothing.');
    }
  }
}

const WEIGHT_RULE = 'A weight is 0 or more.';

function checkModel(model: ModelConfig, report: Report): void {
  const tell = tellOf(report, 'model', model);
  const { maxAttempts, targets } = model;
  if (maxAttempts !== null && !(Number.isInteger(maxAttempts) && maxAttempts >= 1)) {
    tell(['maxAttempts'], 'A call needs at least one attempt.');
  }
  const names = new Set<string>();
  for (const [index, { name, priority, weight, price }] of targets.entries()) {
    if (names.has(name)) tell(['targets', index, 'name'], `The model has another target named "${name}".`);
    names.add(name);
    if (!Number.isFinite(priority)) tell(['targets', index, 'priority'], 'A priority is a number.');
    if (!isWeight(weight)) tell(['targets', index, 'weight'], WEIGHT_RULE);
    for (const [kind, value] of Object.entries(price ?? {})) {
      if (value !== null && !isMoney(value))
        tell(['targets', index, 'price', kind], 'A price is a whole number, 0 or more.');
    }
  }
}

function isWeight(value: number): boolean {
  return Number.isFinite(value) && value >= 0;
}

function isMoney(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isTime(value: number): boolean {
  return Number.isFinite(value) && value > 0;
}
