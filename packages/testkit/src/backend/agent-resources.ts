/** A legacy Agent resource (a custom resource of Kubernetes), from before agents were Deployments. */
export interface AgentResource {
  /** One of the backend's namespaces. */
  readonly namespace: string;
  /** A DNS label (RFC 1123). */
  readonly name: string;
  /** The container image; a resource without one cannot be migrated. */
  readonly image?: string;
  /** What the agent says of itself. */
  readonly description?: string;
}

/** The legacy Agent resources, in the order they were added. */
export class AgentResources {
  readonly #resources: AgentResource[] = [];

  add(resource: AgentResource): void {
    this.remove(resource.namespace, resource.name);
    this.#resources.push(resource);
  }

  find(namespace: string, name: string): AgentResource | undefined {
    return this.#resources.find(
      resource => resource.namespace === namespace && resource.name === name,
    );
  }

  inNamespace(namespace: string): AgentResource[] {
    return this.#resources.filter(resource => resource.namespace === namespace);
  }

  /** Takes a resource out; undefined when there is none of that name. */
  remove(namespace: string, name: string): AgentResource | undefined {
    const resource = this.find(namespace, name);
    if (resource !== undefined) {
      this.#resources.splice(this.#resources.indexOf(resource), 1);
    }
    return resource;
  }
}
