/** A store that cannot be opened; its message is for the operator and names the way out. */
export class StoreProblem extends Error {
  override readonly name = 'StoreProblem';
}
