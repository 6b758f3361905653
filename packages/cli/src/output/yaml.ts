import { makeLinesPrintable } from '@rhdh-boost/internal/printable';
import { Document, Scalar, visit } from 'yaml';

/**
 * A YAML document in which strings keep every character, and none is unprintable as written: a string with such
 * characters is in double quotes, where YAML has escapes for them. Readers of YAML 1.1, such as PyYAML, read the same
 * values: `no`, a date or `=` is in quotes, too.
 */
export function formatPrintableYaml(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false, compat: 'yaml-1.1' });
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value !== 'string') return;
      // In YAML 1.1, a lone "=" is not a string.
      if (node.value === '=' || makeLinesPrintable(node.value) !== node.value) {
        node.type = Scalar.QUOTE_DOUBLE;
      }
    },
  });
  const text = document.toString({ lineWidth: 0 });
  // In YAML, unlike in JSON, two halves of a character are not that character.
  return makeLinesPrintable(text.replaceAll(/(?![\0-\uffff])\p{Cf}/gu, escapeWhole));
}

function escapeWhole(character: string): string {
  return `\\U${character.codePointAt(0)?.toString(16).padStart(8, '0')}`;
}
