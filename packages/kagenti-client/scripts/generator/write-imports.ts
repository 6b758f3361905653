import { type ApiModel, overlayFile } from './model.ts';
import { shapeName } from './write-shapes.ts';

/** Imports of the shapes that a text uses, from groups without operations. */
export function importShapes(model: ApiModel, group: string, text: string): string {
  const imported = [...model.types.values()].filter(
    type => type.group !== group && new RegExp(`\\b${shapeName(type.name)}\\b`).test(text),
  );
  return imported
    .map(type => {
      if (model.operations.some(operation => operation.group === type.group)) {
        throw new Error(
          `${overlayFile(group)} uses the shape of ${type.name}: move that type from ${overlayFile(type.group)} into an overlay without operations.`,
        );
      }
      return `import { ${shapeName(type.name)} } from './${shapesFile(type.group)}';`;
    })
    .join('\n');
}

/** File of the shapes of a group without operations. */
export function shapesFile(group: string): string {
  return `${group}-shapes.ts`;
}

function isType(name: string): boolean {
  return /^[A-Z]/.test(name);
}

/** Imports those of the names that a text uses. */
export function importNames(text: string, from: string, names: readonly string[]): string {
  const used = [...new Set(names)].filter(name => new RegExp(`\\b${name}\\b(?!['\`:])`).test(text));
  if (used.length === 0) return '';
  const keyword = used.every(isType) ? 'import type' : 'import';
  const imported = used.map(name => (keyword === 'import' && isType(name) ? `type ${name}` : name));
  return `${keyword} { ${imported.join(', ')} } from '${from}';`;
}
