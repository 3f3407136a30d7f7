/** In what the speakers of the OpenAI chat dialect differ from each other when a request is written. */

export interface OpenaiChatFlavour {
  /** The newer servers of OpenAI want the longer name, most others know the shorter one only. */
  readonly maxTokensField: 'max_tokens' | 'max_completion_tokens';
  /** What to call a developer message. */
  readonly developerRole: 'developer' | 'system';
  /** Whether earlier reasoning goes back as `reasoning_content`; strict servers refuse the field. */
  readonly sendReasoning: boolean;
  readonly headers: Readonly<Record<string, string>>;
}
