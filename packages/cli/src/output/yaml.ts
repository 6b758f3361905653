import { makeLinesPrintable } from '@rhdh-boost/internal/printable';
import { Document, Scalar, visit } from 'yaml';

/**
 * A YAML document in which strings keep every character, and none is unprintable as written: a string with such
 * characters is in double quotes, where YAML has escapes for them.
 */
export function formatPrintableYaml(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === 'string' && makeLinesPrintable(node.value) !== node.value) {
        node.type = Scalar.QUOTE_DOUBLE;
      }
    },
  });
  return makeLinesPrintable(document.toString({ lineWidth: 0 }));
}
