/** Text as one word of a shell. Between single quotes a shell reads everything as it stands, except the quote itself. */

export function shellText(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
