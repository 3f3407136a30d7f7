/**
 * Converse names what a file is by a short format of one kind of block instead of a media type.
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ContentBlock.html
 */
export interface MediaFormat {
  readonly kind: 'image' | 'document' | 'video' | 'audio';
  readonly format: string;
}

const IMAGES = ['png', 'jpeg', 'gif', 'webp'];
const VIDEOS = ['mkv', 'mov', 'mp4', 'webm', 'flv', 'mpeg', 'mpg', 'wmv', 'three_gp'];
const DOCUMENTS = ['pdf', 'csv', 'doc', 'docx', 'xls', 'xlsx', 'html', 'txt', 'md'];
const AUDIO = ['mp3', 'opus', 'wav', 'aac', 'flac', 'ogg', 'mka', 'm4a', 'pcm'];

/** Where the part after the slash is not the format itself. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  'text/plain': 'txt',
  'text/markdown': 'md',
  'application/csv': 'csv',
  'application/msword': 'doc',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'image/jpg': 'jpeg',
  'video/quicktime': 'mov',
  'video/x-matroska': 'mkv',
  'video/x-flv': 'flv',
  'video/x-ms-wmv': 'wmv',
  'video/3gpp': 'three_gp',
  'audio/mpeg': 'mp3',
  'audio/x-wav': 'wav',
  'audio/wave': 'wav',
  'audio/x-aac': 'aac',
  'audio/mp4': 'm4a',
};

/** Undefined where Converse has no block for it. */
export function formatOf(mediaType: string): MediaFormat | undefined {
  const [type = ''] = mediaType.toLowerCase().split(';');
  const [kind = '', short = ''] = type.trim().split('/');
  const format = Object.hasOwn(OTHER_NAMES, type.trim()) ? OTHER_NAMES[type.trim()] : short;
  return named(format ?? '').find(
    (one) => one.kind === (kind === 'text' || kind === 'application' ? 'document' : kind),
  );
}

/** By the end of a file's name. */
export function formatOfName(name: string): MediaFormat | undefined {
  const ending = /\.(\w+)$/.exec(name.toLowerCase())?.[1] ?? '';
  return named({ jpg: 'jpeg', '3gp': 'three_gp', htm: 'html' }[ending] ?? ending)[0];
}

function named(format: string): readonly MediaFormat[] {
  const kinds = { image: IMAGES, document: DOCUMENTS, video: VIDEOS, audio: AUDIO } as const;
  return Object.entries(kinds).flatMap(([kind, formats]) =>
    formats.includes(format) ? [{ kind: kind as MediaFormat['kind'], format }] : [],
  );
}
