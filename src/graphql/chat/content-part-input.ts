/** Input types of what a message consists of. */
import type { ImagePart } from '#core/chat/request.ts';
import { builder, PUBLIC } from '#graphql/builder.ts';
import { besidesFields, vendorFields } from '#graphql/chat/extensible-input.ts';
import { enumOf } from '#graphql/enum.ts';

const InlineDataInput = builder.inputType('InlineDataInput', {
  description: 'Media bytes sent inline.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    mimeType: t.string({ required: true, description: 'MIME type.' }),
    base64: t.string({ required: true, description: 'Base64 of the bytes.' }),
    filename: t.string({ description: 'File name, where the provider uses one.' }),
  }),
});

const InlineBytesInput = builder.inputType('InlineBytesInput', {
  description: 'Bytes sent inline.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    mimeType: t.string({ required: true, description: 'MIME type.' }),
    base64: t.string({ required: true, description: 'Base64 of the bytes.' }),
  }),
});

const BY_URL = 'Address, fetched by the provider, never by the gateway.';

const TextPartInput = builder.inputType('TextPartInput', {
  description: 'A text with something beside it.',
  subGraphs: PUBLIC,
  fields: (t) => ({ text: t.string({ required: true, description: 'The text.' }), ...besidesFields(t) }),
});

const ImageSourceInput = builder.inputType('ImageSourceInput', {
  description: 'Where an image comes from; set exactly one field.',
  subGraphs: PUBLIC,
  isOneOf: true,
  fields: (t) => ({
    url: t.field({ type: 'URL', description: BY_URL }),
    inline: t.field({ type: InlineBytesInput, description: 'Its bytes.' }),
  }),
});

const ImageDetail = enumOf<NonNullable<ImagePart['detail']>>('ImageDetail', {
  description: 'How closely a model looks at an image.',
  subGraphs: PUBLIC,
  members: { auto: 'The model decides.', low: 'Little; costs few tokens.', high: 'Much.' },
});

const ImagePartInput = builder.inputType('ImagePartInput', {
  description: 'An image.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    source: t.field({ type: ImageSourceInput, required: true, description: 'Where it comes from.' }),
    detail: t.field({ type: ImageDetail, description: 'How closely to look.' }),
    ...besidesFields(t),
  }),
});

const AudioPartInput = builder.inputType('AudioPartInput', {
  description: 'A recording.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    format: t.string({ required: true, description: 'Short name of the container, such as wav or mp3.' }),
    base64: t.string({ required: true, description: 'Base64 of the bytes.' }),
    ...besidesFields(t),
  }),
});

const FileSourceInput = builder.inputType('FileSourceInput', {
  description: 'Where a file comes from; set exactly one field.',
  subGraphs: PUBLIC,
  isOneOf: true,
  fields: (t) => ({
    url: t.field({ type: 'URL', description: BY_URL }),
    inline: t.field({ type: InlineBytesInput, description: 'Its bytes.' }),
    id: t.string({ description: "The provider's id of a file that it has already." }),
  }),
});

const FilePartInput = builder.inputType('FilePartInput', {
  description: 'A file, such as a PDF.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    source: t.field({ type: FileSourceInput, required: true, description: 'Where it comes from.' }),
    filename: t.string({ description: 'Its name, where the provider uses one.' }),
    ...besidesFields(t),
  }),
});

const VendorPartInput = builder.inputType('VendorPartInput', {
  description: 'A part that only one wire has a form for; other providers refuse it by name.',
  subGraphs: PUBLIC,
  fields: (t) => ({ ...vendorFields(t), ...besidesFields(t) }),
});

export const ContentPartInput = builder.inputType('ContentPartInput', {
  description: 'One part of a message; set exactly one field. `text`, `imageUrl` and `data` are the short forms.',
  subGraphs: PUBLIC,
  isOneOf: true,
  fields: (t) => ({
    text: t.string({ description: 'Plain text.' }),
    imageUrl: t.field({ type: 'URL', description: 'Image by URL (fetched by the provider, never by the gateway).' }),
    data: t.field({
      type: InlineDataInput,
      description: 'Media bytes: an image, a recording or a file, as the MIME type says.',
    }),
    textPart: t.field({
      type: TextPartInput,
      description: 'Text with a hint for the cache, or other fields beside it.',
    }),
    image: t.field({ type: ImagePartInput, description: 'An image.' }),
    audio: t.field({ type: AudioPartInput, description: 'A recording.' }),
    file: t.field({ type: FilePartInput, description: 'A file.' }),
    vendor: t.field({ type: VendorPartInput, description: 'What one vendor alone has a form for.' }),
  }),
});

export type ContentPartInputShape = typeof ContentPartInput.$inferInput;
