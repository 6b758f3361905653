/** How one trial ended. */
export interface Result {
  /** The row of the table: a package manager, or TypeScript. */
  readonly row: string;
  /** The column: a Node, or the version of TypeScript. */
  readonly column: string;
  readonly title: string;
  /** Why it failed. */
  readonly failure?: string;
}

/** A result of work that throws where it fails. */
export async function resultOf(
  place: Pick<Result, 'row' | 'column' | 'title'>,
  work: () => Promise<string | undefined>,
): Promise<Result> {
  try {
    const failure = await work();
    return failure === undefined ? place : { ...place, failure };
  } catch (error) {
    return { ...place, failure: error instanceof Error ? error.message : String(error) };
  }
}

/** The table: a line for each row, with how many trials passed in each column; `-` where none was made. */
export function formatTable(results: readonly Result[]): string {
  const rows = [...new Set(results.map(({ row }) => row))];
  const columns = [...new Set(results.map(({ column }) => column))];
  const cell = (row: string, column: string) => {
    const here = results.filter(result => result.row === row && result.column === column);
    const passed = here.filter(({ failure }) => failure === undefined);
    return here.length === 0 ? '-' : `${passed.length} of ${here.length}`;
  };
  const table = [
    ['', ...columns],
    ...rows.map(row => [row].concat(columns.map(column => cell(row, column)))),
  ];
  const widths = ['', ...columns].map((_, index) =>
    Math.max(...table.map(line => line[index]?.length ?? 0)),
  );
  return table
    .map(line =>
      line
        .map((text, index) => text.padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The last line: `N of N passed`. */
export function formatCount(results: readonly Result[]): string {
  const passed = results.filter(({ failure }) => failure === undefined);
  return `${passed.length} of ${results.length} passed`;
}
