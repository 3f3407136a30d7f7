/** Calls of a route that run as they stand, in several languages. */
import type { RouteAccess } from '#core/config/document.ts';
import { shellText } from '#graphql/shell-text.ts';

export const SNIPPET_LANGUAGES = {
  curl: 'cURL.',
  graphql: 'GraphQL operation with cURL.',
  typescript: 'TypeScript with the OpenAI SDK.',
  python: 'Python with the OpenAI SDK.',
} as const satisfies Record<string, string>;
export type SnippetLanguage = keyof typeof SNIPPET_LANGUAGES;

export interface Snippet {
  readonly language: SnippetLanguage;
  readonly code: string;
}

export interface SnippetRoute {
  readonly name: string;
  readonly path: string | null;
  readonly access: RouteAccess;
  /** To be named in the call; null where the route brings its own. */
  readonly modelName: string | null;
  /** Without a slash at its end. */
  readonly publicUrl: string;
}

const QUESTION = 'Say hello in five words.';
const OPERATION =
  'mutation Chat($input: ChatInput!) { chat(input: $input) { ... on ChatCompletion { text } ... on GatewayError { code message } } }';

export function snippetsOf(route: SnippetRoute): Snippet[] {
  const { path } = route;
  const graphql: Snippet = { language: 'graphql', code: graphqlCode(route) };
  if (path === null) return [graphql];
  const body = { ...named(route), messages: [{ role: 'user', content: QUESTION }] };
  return [
    { language: 'curl', code: curl(route, path, oneLine(body)) },
    graphql,
    { language: 'typescript', code: typescriptCode(route, path, body) },
    { language: 'python', code: pythonCode(route, path, body) },
  ];
}

function graphqlCode(route: SnippetRoute): string {
  const input = { route: route.name, ...named(route), messages: [{ role: 'USER', content: QUESTION }] };
  const members = [`"query": ${JSON.stringify(OPERATION)}`, `"variables": ${oneLine({ input })}`];
  return curl(route, '/graphql', `{\n    ${members.join(',\n    ')}\n  }`);
}

function curl({ publicUrl, access }: SnippetRoute, path: string, body: string): string {
  const lines = [
    `curl ${shellText(publicUrl + path)}`,
    `-H 'Content-Type: application/json'`,
    ...(access === 'key' ? [`-H "Authorization: Bearer $GATEHOUSE_KEY"`] : []),
    `-d ${shellText(body)}`,
  ];
  return lines.join(' \\\n  ');
}

/** The SDK's own methods add a path of the vendor's; `post` sends to the route. */
function typescriptCode({ publicUrl, access }: SnippetRoute, path: string, body: object): string {
  // The SDK does not start without a key, and the gateway refuses one that is not its own.
  const key =
    access === 'key'
      ? `apiKey: process.env.GATEHOUSE_KEY`
      : `apiKey: 'none', // This route asks for no key.\n  defaultHeaders: { Authorization: null }`;
  return `import OpenAI from 'openai';

const client = new OpenAI({
  baseURL: ${JSON.stringify(publicUrl)},
  ${key},
});
const completion = await client.post<OpenAI.ChatCompletion>(${JSON.stringify(path)}, {
  body: ${oneLine(body)},
});
console.log(completion.choices[0]?.message.content);
`;
}

function pythonCode({ publicUrl, access }: SnippetRoute, path: string, body: object): string {
  const withKey = access === 'key';
  const key = withKey ? 'os.environ["GATEHOUSE_KEY"],' : '"none",  # This route asks for no key.';
  return `${withKey ? 'import os\n\nfrom openai import OpenAI' : 'from openai import Omit, OpenAI'}
from openai.types.chat import ChatCompletion

client = OpenAI(
    base_url=${JSON.stringify(publicUrl)},
    api_key=${key}
)
completion = client.post(
    ${JSON.stringify(path)},
    cast_to=ChatCompletion,
    body=${oneLine(body)},
${withKey ? '' : '    options={ "headers": { "Authorization": Omit() } },\n'})
print(completion.choices[0].message.content)
`;
}

function named({ modelName }: SnippetRoute): { model?: string } {
  return modelName === null ? {} : { model: modelName };
}

/** Read the same by JavaScript, Python and any parser of JSON. */
function oneLine(body: object): string {
  return JSON.stringify(body, null, 1).replaceAll(/\n */g, ' ');
}
