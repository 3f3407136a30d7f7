/** What the demo provider says to a question, in a few sentences of its own. */

interface Topic {
  readonly matches: RegExp;
  readonly answer: string;
}

const TOPICS: readonly Topic[] = [
  {
    matches: /\b(?:ai|llm)[\s-]+gateway/i,
    answer:
      'An AI gateway stands between applications and the vendors of language models. ' +
      'An application sends its prompt to one address with one key; the gateway checks the key, applies the rules of ' +
      'its plugins, such as limits, guards and prompts of the house, and chooses a model that may and can answer. ' +
      'It translates the call into the words of that vendor, passes the answer back while it is being written, and ' +
      'tries the next target where one fails. ' +
      'What every call did and cost is counted in one place, and the keys of the vendors never leave it.',
  },
  {
    matches: /\bgraphql\b/i,
    answer:
      'GraphQL is a language for asking a server for exactly the fields that are wanted. ' +
      'Its schema says what can be asked, its mutations change something, and its subscriptions deliver events as they happen.',
  },
  {
    matches: /^\W*(?:hello|hi|hey|good (?:morning|day|evening))\b/i,
    answer: 'Hello! I am the demo provider of this gateway. Ask me how an AI gateway works.',
  },
];

const MAX_QUOTED = 200;

export function wordsFor(question: string): string {
  const topic = TOPICS.find(({ matches }) => matches.test(question));
  if (topic) return topic.answer;
  if (question === '') return 'Nothing was asked. I am the demo provider of this gateway and wait for a question.';
  const quoted = question.length > MAX_QUOTED ? `${question.slice(0, MAX_QUOTED)}…` : question;
  return (
    `You asked: "${quoted}" I am the demo provider of this gateway: no model stands behind me, so I cannot know. ` +
    'Your question has gone through the whole chain of plugins, and this answer has come back the same way.'
  );
}
