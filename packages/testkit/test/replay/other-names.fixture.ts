/**
 * The names of the story. That of the MCP tool stays, for an agent's counters name it as well; a heading
 * in a skill's file stays for the file's size.
 */
const names =
  /(?<![a-z0-9]|# )(team[12]|(?:weather|stateful|job|routed|down|source)-agent|(?:source|locked|plain|down)-tool|legacy-[abc]|[Ss]ummarise|summarize-text|translate|(?:tasks|broken|crash)-api|Tasks API)(?![a-z0-9])/g;

/**
 * Gives every name of a story another one, in requests, answers and notes alike. The order of the names
 * stays, since lists are in it.
 *
 * @param seed Of which the names are made.
 */
export function otherNames(seed: number): <Told>(told: Told) => Told {
  const ending = (seed >>> 0).toString(36);
  return told => JSON.parse(JSON.stringify(told).replace(names, `$1-${ending}`));
}
