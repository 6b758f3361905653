import { nearestName } from '@rhdh-boost/internal/nearest-name';
import { configuredNamespaces } from '../../configuration/configured-namespaces.ts';
import { callOptions, withKagenti } from '../kagenti-calls.ts';
import type { Finding, Step } from '../step.ts';

const namespacesKey = 'boost.providers.kagenti.namespaces';

/** Whether Kagenti is enabled for the configured namespaces. It answers an unknown one with an empty list. */
export const namespacesStep: Step = {
  id: 'namespaces',
  title: 'Namespaces',
  needs: ['trust'],
  timeoutMs: 30_000,
  run: context =>
    withKagenti(context, async kagenti => {
      const { configuration, signal } = context;
      const options = { ...callOptions, signal };
      const { namespaces: enabled } = await kagenti.namespaces.list({}, options);
      const configured = configuredNamespaces(configuration);
      const details = { enabled, configured: configured ?? null };
      if (configured === undefined) {
        return {
          summary: enabled.length === 0 ? 'none' : enabled.join(', '),
          findings: enabled.length === 0 ? [noNamespace] : [],
          details,
        };
      }
      const missing = configured.filter(namespace => !enabled.includes(namespace));
      if (missing.length === 0) return { summary: configured.join(', '), details };
      const { namespaces: existing } = await kagenti.namespaces.list(
        { enabledOnly: false },
        options,
      );
      const severity = missing.length === configured.length ? 'error' : 'warning';
      const source = configuration.sourceOf(namespacesKey);
      return {
        summary: `${configured.length - missing.length} of ${configured.length} usable`,
        findings: missing.map(namespace =>
          explainMissing(namespace, { enabled, existing, severity, source }),
        ),
        details,
      };
    }),
};

const noNamespace: Finding = {
  severity: 'warning',
  code: 'no_namespace',
  message: 'Kagenti is enabled for no namespace, so it lists no agents and no tools.',
  remedy: 'Label a namespace for Kagenti, in place of NAMESPACE.',
  commands: ['kubectl label namespace NAMESPACE rossoctl-enabled=true'],
};

interface Missing extends Pick<Finding, 'severity' | 'source'> {
  /** The namespaces that Kagenti is enabled for. */
  readonly enabled: readonly string[];
  /** All namespaces that Kagenti lists. */
  readonly existing: readonly string[];
}

function explainMissing(
  namespace: string,
  { enabled, existing, severity, source }: Missing,
): Finding {
  const place = { severity, source };
  if (existing.includes(namespace)) {
    return {
      // Kagenti checks the label in `list_enabled_namespaces` alone, 0ea6d7ff: calls that name the namespace work.
      severity: 'warning',
      source,
      code: 'namespace_not_enabled',
      message: `${namespacesKey} names ${namespace}, for which Kagenti is not enabled: lists of Kagenti's namespaces leave it out, and builds there may not be completed. Agents that run there answer.`,
      remedy: `Label the namespace for Kagenti, or remove it from ${namespacesKey}.`,
      commands: [`kubectl label namespace ${namespace} rossoctl-enabled=true`],
    };
  }
  if (enabled.join() === 'default') {
    // `list_namespaces` in rossoctl/backend/app/services/kubernetes.py, 0ea6d7ff.
    return {
      ...place,
      code: 'namespaces_not_listed',
      message: `${namespacesKey} names ${namespace}, and Kagenti lists only "default", as it does when Kubernetes does not let it list namespaces.`,
      remedy:
        'Check the log of the Kagenti backend, and that its ClusterRole may list namespaces. If it may, the namespace does not exist.',
    };
  }
  const nearest = nearestName(namespace, enabled);
  return {
    ...place,
    code: 'unknown_namespace',
    message: `${namespacesKey} names ${namespace}, which does not exist in Kagenti's cluster. Its agents would be an empty list.`,
    remedy:
      nearest === undefined
        ? `Name one of ${enabled.join(', ') || 'the namespaces that Kagenti is enabled for'}.`
        : `Name ${nearest} in place of ${namespace}.`,
  };
}
