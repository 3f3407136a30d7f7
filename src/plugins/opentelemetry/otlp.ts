/**
 * OTLP as JSON: ids in hexadecimal digits, whole numbers of 64 bits as text.
 * https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
 */
import type { Json, JsonObject } from '#core/json.ts';
import type { Attributes, AttributeValue } from '#plugins/opentelemetry/attributes.ts';

export const SPAN_KIND = { server: 2, client: 3 } as const;

export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId?: string;
  readonly state?: string;
  readonly name: string;
  readonly kind: keyof typeof SPAN_KIND;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly durationMs: number;
  readonly attributes: Attributes;
  /** What went wrong; absent where nothing did. */
  readonly failure?: string;
}

export interface Resource {
  readonly serviceName: string;
  readonly instanceId: string;
}

export function encodeSpans(spans: readonly Span[], resource: Resource): string {
  return JSON.stringify({
    resourceSpans: [
      { resource: encodeResource(resource), scopeSpans: [{ scope: SCOPE, spans: spans.map(encodeSpan) }] },
    ],
  });
}

export function encodeMetrics(metrics: readonly JsonObject[], resource: Resource): string {
  return JSON.stringify({
    resourceMetrics: [{ resource: encodeResource(resource), scopeMetrics: [{ scope: SCOPE, metrics }] }],
  });
}

export function encodeAttributes(attributes: Attributes): JsonObject[] {
  return Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [{ key, value: encodeValue(value) }],
  );
}

/** Nanoseconds since 1970, as text: they are more than a number can hold. */
export function nanoseconds(milliseconds: number): string {
  const whole = Math.floor(milliseconds);
  return String(BigInt(whole) * 1_000_000n + BigInt(Math.round((milliseconds - whole) * 1_000_000)));
}

const SCOPE = { name: 'gatehouse' };
const STATUS_ERROR = 2;

function encodeResource({ serviceName, instanceId }: Resource): JsonObject {
  return { attributes: encodeAttributes({ 'service.name': serviceName, 'service.instance.id': instanceId }) };
}

function encodeSpan(span: Span): JsonObject {
  const { traceId, spanId, parentId, state, name, kind, startedAt, durationMs, attributes, failure } = span;
  return {
    traceId,
    spanId,
    ...(parentId !== undefined && { parentSpanId: parentId }),
    ...(state !== undefined && { traceState: state }),
    name,
    kind: SPAN_KIND[kind],
    startTimeUnixNano: nanoseconds(startedAt),
    endTimeUnixNano: nanoseconds(startedAt + durationMs),
    attributes: encodeAttributes(attributes),
    status: failure === undefined ? {} : { code: STATUS_ERROR, message: failure },
  };
}

function encodeValue(value: AttributeValue): Json {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number') return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  return { arrayValue: { values: value.map((item) => ({ stringValue: item })) } };
}
