import type { FieldTable } from '@rhdh-boost/config-schema/artefacts';
import type { Finding } from '../finding.ts';
import { startOfFile } from '../source/start-of-file.ts';
import { findShapeProblems, type ShapeProblem } from './field-table-shape.ts';

/** A table of fields, or why there is none. */
export type FieldTableReading =
  | { readonly table: FieldTable; readonly problem?: undefined }
  | { readonly table?: undefined; readonly problem: Finding };

/**
 * Reads the text of a `fields.json`. What is wrong with it is said without quoting it: the file
 * may be another one than was meant.
 *
 * @param text - the text
 * @param file - its name for findings
 */
export function parseFieldTable(text: string, file: string): FieldTableReading {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // What was thrown quotes the file, so it is not passed on.
    return { problem: describeInvalidJson(file) };
  }
  const problems = findShapeProblems(value);
  return isFieldTable(value, problems)
    ? { table: value }
    : { problem: describeInvalidTable(file, problems) };
}

function isFieldTable(value: unknown, problems: readonly ShapeProblem[]): value is FieldTable {
  return typeof value === 'object' && problems.length === 0;
}

/** The first problem stands for all: a file that is no table has one for each thing in it. */
function describeInvalidTable(file: string, problems: readonly ShapeProblem[]): Finding {
  const [{ path, message } = { path: '', message: 'must be a mapping' }, ...others] = problems;
  const more = others.length > 0 ? `, and ${others.length} more like this` : '';
  const what = [path, message].filter(part => part !== '').join(' ');
  return {
    severity: 'error',
    code: 'invalid_field_table',
    message: `is no table of fields: ${what}${more}`,
    hint: 'Name a fields.json as the package of the fields brings it; one of a newer release needs a newer boost-config.',
    location: startOfFile(file),
  };
}

function describeInvalidJson(file: string): Finding {
  return {
    severity: 'error',
    code: 'invalid_json',
    message: 'is no JSON',
    hint: 'Name a fields.json; JSON has no comments, and no comma after the last item.',
    location: startOfFile(file),
  };
}
