/** A call that ended in a refusal or a failure, as a value: the member of a result union that its code stands for. */
import type { GatewayError } from '#core/error/gateway-error.ts';
import type { GatewayCall } from '#graphql/gateway-call.ts';

export class FailedCall {
  readonly call: GatewayCall;
  readonly error: GatewayError;

  constructor(call: GatewayCall, error: GatewayError) {
    this.call = call;
    this.error = error;
  }
}
