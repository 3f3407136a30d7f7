/** Media types by the end of a name or address: this wire wants one with every address. */

const TYPES: Readonly<Record<string, string>> = {
  aac: 'audio/aac',
  aiff: 'audio/aiff',
  avi: 'video/avi',
  css: 'text/css',
  csv: 'text/csv',
  flac: 'audio/flac',
  flv: 'video/x-flv',
  gif: 'image/gif',
  heic: 'image/heic',
  heif: 'image/heif',
  htm: 'text/html',
  html: 'text/html',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  js: 'text/javascript',
  json: 'application/json',
  m4a: 'audio/m4a',
  md: 'text/markdown',
  mov: 'video/mov',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  mpeg: 'video/mpeg',
  mpg: 'video/mpg',
  ogg: 'audio/ogg',
  opus: 'audio/opus',
  pdf: 'application/pdf',
  png: 'image/png',
  py: 'text/x-python',
  rtf: 'text/rtf',
  txt: 'text/plain',
  wav: 'audio/wav',
  webm: 'video/webm',
  webp: 'image/webp',
  wmv: 'video/wmv',
  xml: 'text/xml',
};

/** YouTube's pages are videos here. https://ai.google.dev/gemini-api/docs/video-understanding */
const YOUTUBE = /^https?:\/\/(?:(?:www|m|music)\.)?(?:youtube\.com|youtu\.be)\//i;

export function mediaTypeOf(address: string): string | undefined {
  if (YOUTUBE.test(address)) return 'video/mp4';
  const [path = ''] = address.split(/[?#]/);
  const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  return Object.hasOwn(TYPES, ending) ? TYPES[ending] : undefined;
}
