/** Whether a file of a package goes to its users: tests, and what only tests need, do not. */
export function isPublishedSource(file: string): boolean {
  return !/\.(test|fixture)\.ts$|\/(fixtures|test)\//.test(file);
}
