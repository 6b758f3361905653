import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BoostConfigProblemCode } from '@rhdh-boost/config-schema';
import { describe, expect, it } from 'vitest';
import { describeCode, findingCodeGroups, isFindingCode, nearestCode } from './codes.ts';

const source = import.meta.dirname;
/** Where findings are made. */
const folders = '{check,compat,load,migrate,source}/*.ts';
/** The codes of config-schema: a type that another package exports, of which a new member fails to compile. */
const problemCodes: Readonly<Record<BoostConfigProblemCode, true>> = {
  required: true,
  wrong_type: true,
  invalid_value: true,
  invalid_url: true,
  insecure_url: true,
  credentials_in_url: true,
  unknown_key: true,
  forbidden_key: true,
  removed_key: true,
  database_only: true,
  unreadable: true,
  unlikely_url: true,
  unlikely_unit: true,
  unfilled_variable: true,
  surrounding_space: true,
  typographic_quotes: true,
  auth_disabled: true,
};

/** Names of Zod, which compat compares. */
const namesOfZod = new Set(['min_length', 'multiple_of', 'string_format', 'template_literal']);

/** Each literal that has the form of a code of several words. */
function literalsOf(text: string): string[] {
  return Array.from(text.matchAll(/'([a-z]+(?:_[a-z0-9]+)+)'/g), ([, literal = '']) => literal);
}

describe('the table of codes', () => {
  it('B11: describes every code in the sources [configuration-command/Every code is described]', () => {
    const files = globSync(folders, {
      cwd: source,
      exclude: name => /\.(?:test|fixture)\.ts$/.test(name),
    });
    const codes = files.flatMap(file => literalsOf(readFileSync(join(source, file), 'utf8')));
    expect(codes.length).toBeGreaterThan(50);
    const emitted = [...codes, ...Object.keys(problemCodes)];
    const unknown = emitted.filter(code => !isFindingCode(code) && !namesOfZod.has(code));
    expect(unknown).toEqual([]);
  });

  it('B11: has no code twice, and only sentences', () => {
    const entries = findingCodeGroups.flatMap(({ codes }) => Object.entries(codes));
    expect(new Set(entries.map(([code]) => code)).size).toBe(entries.length);
    for (const [, { description, help }] of entries) {
      expect(description).toMatch(/^[A-Z].*\.$/);
      expect(help).toMatch(/^[A-Za-z$].*\.$/);
    }
  });

  it('B11: the reference page describes each code [configuration-command/Every code is described]', () => {
    const page = readFileSync(join(source, '../../../docs/boost-config.md'), 'utf8');
    for (const { codes } of findingCodeGroups) {
      for (const code of Object.keys(codes)) expect(page).toContain(`| \`${code}\` |`);
    }
  });

  it('suggests the nearest code, and knows no other', () => {
    expect(nearestCode('unkown_key')).toBe('unknown_key');
    expect(describeCode('no_such_code')).toBeUndefined();
  });
});
