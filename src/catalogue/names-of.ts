/** The names under which a vendor's name of a model may stand in the catalogue, from the exact one to the most general. */

/** Folders that vendors put before a name: Gemini, Vertex AI, Bedrock's ARNs. */
const FOLDERS = /^(?:models\/|(?:projects\/.+\/)?publishers\/[^/]+\/models\/|arn:aws[^/]*\/)/;
/** Of Bedrock's inference profiles: where a call may run. */
const PROFILE = /^(?:us|us-gov|eu|apac|jp|au|ca|global)\./;
/** Of Bedrock: version and, behind it, the length of the context. */
const REVISION = /-v\d+(?::\d+)*(?::\d+k)?$/;
/** `-20250929`, `-2024-08-06`, and Vertex AI's `@20250929` and `@default`. */
const DATE = /(?:[-@]20\d{6}|-20\d{2}-\d{2}-\d{2}|@default)$/;

export function namesOf(upstreamModel: string): readonly string[] {
  const name = upstreamModel.trim();
  const bare = name.replace(FOLDERS, '');
  const local = bare.replace(PROFILE, '');
  const unrevised = local.replace(REVISION, '');
  return [...new Set([name, bare, local, unrevised, unrevised.replace(DATE, '')])];
}
