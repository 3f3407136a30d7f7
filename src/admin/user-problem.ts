/** What is wrong with a change, for the person who asked for it: never an exception outside this room. */

export const USER_PROBLEM_CODES = {
  required: 'Required value is missing.',
  invalid: 'Value has the wrong form.',
  'out-of-range': 'Value is outside its range.',
  taken: 'Name or path is taken.',
  'not-found': 'Reference points to nothing.',
  'in-use': 'Other resources still use this.',
  'address-blocked': 'The address is not allowed.',
  'duplicate-plugin': 'Two plugins of a kind that may occur once.',
} as const satisfies Record<string, string>;
export type UserProblemCode = keyof typeof USER_PROBLEM_CODES;

export interface UserProblem {
  readonly code: UserProblemCode;
  readonly message: string;
  /** From the arguments of the mutation, such as `['input', 'targets', '0', 'providerId']`; empty where it is about the whole. */
  readonly path: readonly string[];
  /** What to do about it. */
  readonly hint?: string;
}

/** Ends the edit of a change at once; everything found so far is told. */
export class Refusal extends Error {
  readonly problems: readonly UserProblem[];

  constructor(problems: readonly UserProblem[]) {
    super(problems.map(({ message }) => message).join(' '));
    this.problems = problems;
  }
}
