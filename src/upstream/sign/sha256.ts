/** SHA-256 of Node in the form that the signer of AWS asks for. */
import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';

type SourceData = string | ArrayBuffer | ArrayBufferView;

export class Sha256 {
  readonly #open: () => Hash | Hmac;
  #state: Hash | Hmac;

  constructor(secret?: SourceData) {
    this.#open = secret === undefined ? () => createHash('sha256') : () => createHmac('sha256', bytesOf(secret));
    this.#state = this.#open();
  }

  update(chunk: SourceData): void {
    this.#state.update(bytesOf(chunk));
  }

  async digest(): Promise<Uint8Array> {
    return this.#state.digest();
  }

  reset(): void {
    this.#state = this.#open();
  }
}

function bytesOf(data: SourceData): Uint8Array | string {
  if (typeof data === 'string') return data;
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}
