const closing: Readonly<Record<string, string>> = { '[': ']', '{': '}' };

/**
 * What the backend's YAML parser says of a list or a mapping that is never closed; undefined for all other
 * text, of which the test kit judges nothing: it has no parser of YAML.
 */
export function unclosedYaml(text: string): string | undefined {
  const open: string[] = [];
  for (const character of text.replace(/"[^"]*"|'[^']*'|#.*/g, '')) {
    const end = closing[character];
    if (end !== undefined) open.push(end);
    else if (character === open.at(-1)) open.pop();
  }
  if (open.length === 0) return undefined;
  const lines = text.split('\n');
  const last = lines.at(-1) ?? '';
  const place = `line ${lines.length}, column ${last.length + 1}`;
  return `while parsing a flow node\nexpected the node content, but found '<stream end>'\n  in "<unicode string>", ${place}:\n    ${last}\n    ${' '.repeat(last.length)}^`;
}
