/** Asks a provider which models it has. */
import { type Attempt, attempt } from '#admin/connection-test/attempt.ts';
import type { TestSubject } from '#admin/connection-test/test-subject.ts';

export type Timing = Pick<Parameters<typeof attempt>[1], 'clock' | 'signal'>;

export async function listModels(subject: TestSubject, timing: Timing): Promise<Attempt<readonly string[]>> {
  const { modelList } = subject.adapter;
  if (!modelList) return { type: 'skipped', why: 'It cannot be asked which models it has.' };
  const list = await attempt(subject, {
    ...timing,
    encode: () => modelList.encode(subject),
    decode: modelList.decode,
  });
  // Many servers of the dialect leave the list out, and chat all the same.
  const isAbsent = list.type === 'failed' && [404, 405, 501].includes(list.error.details.upstreamStatus ?? 0);
  return isAbsent ? { type: 'skipped', why: 'The server has no list of models.' } : list;
}
