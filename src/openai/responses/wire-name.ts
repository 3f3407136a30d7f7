/** The name under which parts, blocks and tools of this wire alone travel. */
export const WIRE = 'openai-responses';
