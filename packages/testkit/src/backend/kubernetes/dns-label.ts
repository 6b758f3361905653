/** Whether Kubernetes takes it for the name of a Service (an RFC 1123 label). */
export function isDnsLabel(name: string): boolean {
  return /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name);
}
