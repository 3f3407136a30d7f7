/** The settings, as a page and as a file to begin with. */
import { type GeneratedFile, page } from '#reference/generated-file.ts';
import { code, table } from '#reference/markdown.ts';
import { DESCRIBED_FIELDS, type DescribedField } from '#src/settings/fields.ts';

export function settingsReference(): readonly GeneratedFile[] {
  return [
    page('settings', 'Settings', [
      'Gatehouse is set up by environment variables, which are read once at the start. None has to be set. A variable that is empty counts as absent, and one that begins with `GATEHOUSE_` and is not in this list stops the start, since it is probably a typing error. Lengths of time are written as `30s`, `5m`, `12h`, `7d` or in ISO 8601 (`PT30S`).',
      table(
        ['Variable', 'Default', 'Meaning'],
        DESCRIBED_FIELDS.map((field) => [code(field.name), defaultOf(field), meaningOf(field)]),
      ),
      'The same as a file to begin with: [`.env.example`](../../.env.example). Gatehouse reads no such file itself; `node --env-file=.env src/main.ts`, a shell or a container does.',
    ]),
    { path: '.env.example', text: envExample() },
  ];
}

function envExample(): string {
  const head = '# Written by `npm run gen`. Every setting with its default; those without one may stay absent.\n';
  const entries = DESCRIBED_FIELDS.map(
    (field) => `# ${meaningOf(field).replaceAll('`', '')}\n#${field.name}=${field.fallback ?? ''}\n`,
  );
  return [head, ...entries].join('\n');
}

function defaultOf({ fallback }: DescribedField): string {
  return fallback === null ? '' : code(fallback);
}

function meaningOf({ description, choices, isSecret }: DescribedField): string {
  const words = choices ? ` One of ${choices.map((choice) => code(choice)).join(', ')}.` : '';
  return `${description}${words}${isSecret ? ' A secret.' : ''}`;
}
