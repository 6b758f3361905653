/** What the backend's router says of a path that it does not have; a missing thing has a text of its own. */
export function isUnknownPath({
  status,
  detail,
}: {
  readonly status: number;
  readonly detail?: unknown;
}): boolean {
  return status === 404 && detail === 'Not Found';
}
