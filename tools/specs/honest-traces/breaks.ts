// Small breaks of a source file's behaviour, each in one place.
import ts from 'typescript';

/** A piece of a file, and what stands in its place while the behaviour is broken. */
export interface Break {
  /** The file, seen from the repository's folder. */
  readonly file: string;
  readonly line: number;
  /** Offsets of the piece in the file's text. */
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** What it does, in words. */
  readonly what: string;
}

/** Lines of a file, from 1, that may be broken. */
export interface BreakableFile {
  readonly file: string;
  readonly text: string;
  readonly lines: ReadonlySet<number>;
}

const OPPOSITES: Partial<Record<ts.SyntaxKind, string>> = {
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: '!==',
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: '===',
  [ts.SyntaxKind.LessThanToken]: '>=',
  [ts.SyntaxKind.LessThanEqualsToken]: '>',
  [ts.SyntaxKind.GreaterThanToken]: '<=',
  [ts.SyntaxKind.GreaterThanEqualsToken]: '<',
  [ts.SyntaxKind.AmpersandAmpersandToken]: '||',
  [ts.SyntaxKind.BarBarToken]: '&&',
  [ts.SyntaxKind.PlusToken]: '-',
  [ts.SyntaxKind.MinusToken]: '+',
};

/** What can be done to a node: the piece, what stands there instead, and that in words. */
function breakOf(
  node: ts.Node,
): readonly [piece: ts.Node, replacement: string, what: string] | undefined {
  if (ts.isIfStatement(node)) {
    return [node.expression, `!(${node.expression.getText()})`, 'condition turned round'];
  }
  if (ts.isConditionalExpression(node)) {
    return [node.condition, `!(${node.condition.getText()})`, 'condition turned round'];
  }
  if (ts.isBinaryExpression(node)) {
    const opposite = OPPOSITES[node.operatorToken.kind];
    return opposite === undefined
      ? undefined
      : [node.operatorToken, opposite, `${node.operatorToken.getText()} made ${opposite}`];
  }
  if (ts.isReturnStatement(node) && node.expression !== undefined) {
    return [node.expression, 'undefined', 'result taken away'];
  }
  if (ts.isExpressionStatement(node) && !node.getText().startsWith('super(')) {
    return [node, 'void 0;', 'statement taken away'];
  }
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [node, 'false', 'true made false'];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [node, 'true', 'false made true'];
  if (ts.isNumericLiteral(node)) return [node, `(${node.text} + 1)`, 'number raised by one'];
  if (ts.isStringLiteral(node) && !isName(node)) return [node, "'broken'", 'text replaced'];
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) {
    return [node.body, '(undefined)', 'result taken away'];
  }
  return undefined;
}

/** Text that is the name of a property or of a module. */
function isName({ parent }: ts.StringLiteral): boolean {
  return (
    ts.isPropertyAssignment(parent) ||
    ts.isImportDeclaration(parent) ||
    ts.isExportDeclaration(parent)
  );
}

/** Every break in those lines of a file. */
export function breaksOf({ file, text, lines }: BreakableFile): Break[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Break[] = [];
  const visit = (node: ts.Node): void => {
    // Types do nothing at run time.
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node)) return;
    const [piece, replacement = '', what = ''] = breakOf(node) ?? [];
    if (piece !== undefined) {
      const start = piece.getStart();
      const line = source.getLineAndCharacterOfPosition(start).line + 1;
      if (lines.has(line))
        found.push({ file, line, start, end: piece.getEnd(), replacement, what });
    }
    node.forEachChild(visit);
  };
  visit(source);
  return found;
}
