/** What is asked of a token endpoint, and where. */
export interface TokenRequest {
  readonly url: string;
  /** Sent as a form. */
  readonly form: Readonly<Record<string, string>>;
  /** Parts of the form that nobody may see. */
  readonly secrets: readonly string[];
}

export interface AccessToken {
  readonly token: string;
  /** Undefined where the endpoint did not say. */
  readonly lifetimeMs: number | undefined;
}
