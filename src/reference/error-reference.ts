/** The error table, for programs and for people. */
import { ERROR_CODES, ERROR_FACTS, type ErrorCode } from '#core/error/codes.ts';
import { type GeneratedFile, jsonFile, page } from '#reference/generated-file.ts';
import { code, table } from '#reference/markdown.ts';

export function errorReference(): readonly GeneratedFile[] {
  return [jsonFile('schema/errors.json', ERROR_FACTS), errorPage()];
}

function errorPage(): GeneratedFile {
  const sorted = ERROR_CODES.toSorted((left, right) => ERROR_FACTS[left].status - ERROR_FACTS[right].status);
  return page('errors', 'Errors', [
    'Every way in which Gatehouse can refuse or fail a call. All doors read one table: the OpenAI wire and named routes answer with the status and an error body of OpenAI, GraphQL with a member of the result union (`chat`) or the last event (`chatStream`), whose `code` is the name below. The same as data: [`schema/errors.json`](../../schema/errors.json).',
    table(
      ['Code', 'HTTP', 'OpenAI type', 'OpenAI code', 'GraphQL type', 'Repeat later'],
      sorted.map((name) => {
        const { status, openaiType, openaiCode, graphqlType, repeatable } = ERROR_FACTS[name];
        const wire = openaiCode === null ? '' : code(openaiCode);
        return [
          `[${name}](#${anchorOf(name)})`,
          `${status}`,
          code(openaiType),
          wire,
          code(graphqlType),
          yesNo(repeatable),
        ];
      }),
    ),
    '_Repeat later_ says whether the same call may succeed when it is sent again.',
    ...sorted.map(section),
  ]);
}

const OUTCOMES = {
  refused: 'The gateway refuses the call on purpose.',
  failed: 'The call counts as failed.',
  canceled: 'The call counts as canceled.',
} as const;

function section(name: ErrorCode): string {
  const { message, help, retry, outcome } = ERROR_FACTS[name];
  const next =
    retry === 'next-target' ? ' Before the first content, the next target of the model is asked instead.' : '';
  return [`## ${name}`, `> ${message}`, `${help}${next} ${OUTCOMES[outcome]}`].join('\n\n');
}

function anchorOf(name: ErrorCode): string {
  return name.toLowerCase();
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no';
}
