import {
  type BoundKagentiClient,
  type FeatureFlags,
  KagentiContractError,
  type KagentiError,
  KagentiHttpError,
} from '@rhdh-boost/kagenti-client';
import { callOptions, withKagenti } from '../kagenti-calls.ts';
import { askedUrl, baseUrlKey, kagentiAddress, notKagenti } from '../kagenti-failure.ts';
import { findLoginProxy } from '../login-proxy.ts';
import type { Finding, Step, StepContext, StepOutcome } from '../step.ts';

/** Whether the Kagenti backend answers at the configured address, and which one it is. */
export const kagentiStep: Step = {
  id: 'kagenti',
  title: 'Kagenti',
  needs: ['tls'],
  timeoutMs: 45_000,
  async run(context) {
    const { configuration } = context;
    if (configuration.get(baseUrlKey) === undefined) {
      return { summary: 'no address', findings: [noAddress] };
    }
    const outcome = await withKagenti(
      context,
      kagenti => examine(context, kagenti),
      error => notThere(error, context),
    );
    const finding = isNotKagenti(outcome) ? await findBackend(context) : undefined;
    return finding === undefined
      ? outcome
      : { summary: kagentiAddress(configuration), findings: [finding] };
  },
};

const noAddress: Finding = {
  severity: 'error',
  code: 'no_kagenti_address',
  message: `${baseUrlKey} is not set.`,
  remedy: `Set ${baseUrlKey} to the address of the Kagenti backend.`,
};

async function examine(
  { configuration, facts, signal }: StepContext,
  kagenti: BoundKagentiClient,
): Promise<StepOutcome> {
  const address = kagentiAddress(configuration);
  const options = { ...callOptions, signal };
  const { status } = await kagenti.health.live({}, options);
  const auth = await kagenti.auth.config({}, options);
  if (status !== 'healthy' || typeof auth.enabled !== 'boolean') {
    const finding = notKagenti(address, configuration.sourceOf(baseUrlKey));
    return { summary: address, findings: [finding] };
  }
  await kagenti.health.ready({}, options);
  facts.kagenti = auth;
  const features = await featuresOf(kagenti, options);
  const version = auth.version ?? undefined;
  return {
    summary: `${address}, ${version === undefined ? 'a version from before 2026-08-20' : `version ${version}`}`,
    details: { version: version ?? null, authentication: auth.enabled, features: features ?? null },
  };
}

/** The flags need Kubernetes, whose trouble is found by the step `namespaces`. */
async function featuresOf(
  kagenti: BoundKagentiClient,
  options: { readonly signal: AbortSignal },
): Promise<FeatureFlags | undefined> {
  try {
    return await kagenti.config.features({}, options);
  } catch (error) {
    if (KagentiHttpError.isInstance(error)) return undefined;
    throw error;
  }
}

/** A status that the health operations of Kagenti never have is that of another server. */
function notThere(error: KagentiError, { configuration }: StepContext): Finding | undefined {
  const address = kagentiAddress(configuration);
  const source = configuration.sourceOf(baseUrlKey);
  const isOther =
    KagentiContractError.isInstance(error) ||
    (KagentiHttpError.isInstance(error) && error.status < 500);
  if (!isOther) return undefined;
  const answered = KagentiHttpError.isInstance(error)
    ? `with status ${error.status}`
    : 'with something else than Kagenti does, such as a web page';
  return {
    ...notKagenti(address, source),
    message: `${askedUrl(address, error.operation)} answered ${answered}, so it is not the Kagenti backend.`,
  };
}

function isNotKagenti(outcome: StepOutcome): boolean {
  return 'findings' in outcome && outcome.findings?.[0]?.code === 'not_kagenti';
}

/** Three mistakes can be recognized: a login proxy, a path that the client adds itself, and Kagenti's own pages. */
async function findBackend(context: StepContext): Promise<Finding | undefined> {
  const { configuration } = context;
  const address = kagentiAddress(configuration);
  const baseUrl = new URL(address);
  const place = { severity: 'error', source: configuration.sourceOf(baseUrlKey) } as const;
  const login = await findLoginProxy(context, new URL(askedUrl(address, 'health.live')));
  if (login !== undefined) {
    return {
      ...place,
      code: 'kagenti_login_proxy',
      message: `A login proxy for people is in front of Kagenti: ${address} ${login}. The backend cannot sign in there.`,
      remedy: `Set ${baseUrlKey} to the address behind the proxy, that of the Kagenti backend (Service rossoctl-backend, port 8000, in a default installation).`,
    };
  }
  if (baseUrl.pathname !== '/' && (await isBackend(context, baseUrl.origin))) {
    return {
      ...place,
      code: 'path_in_kagenti_address',
      message: `${baseUrlKey} contains the path ${baseUrl.pathname}, which the Kagenti backend does not have in front of its paths.`,
      remedy: `Set ${baseUrlKey} to ${baseUrl.origin}. Boost adds /api/v1 itself.`,
    };
  }
  if (await answersApi(context)) {
    return {
      ...place,
      code: 'kagenti_user_interface',
      message: `${baseUrlKey} is the address of Kagenti's user interface, which passes calls on and holds chat replies back until they are complete.`,
      remedy: `Set ${baseUrlKey} to the address of the Kagenti backend (Service rossoctl-backend, port 8000, in a default installation).`,
    };
  }
  return undefined;
}

async function isBackend(context: StepContext, origin: string): Promise<boolean> {
  const outcome = await withKagenti(
    context,
    async kagenti => {
      const { status } = await kagenti.health.live({}, { ...callOptions, signal: context.signal });
      return { summary: status };
    },
    undefined,
    origin,
  );
  return 'summary' in outcome && outcome.summary === 'healthy';
}

async function answersApi(context: StepContext): Promise<boolean> {
  const outcome = await withKagenti(context, async kagenti => {
    const auth = await kagenti.auth.config({}, { ...callOptions, signal: context.signal });
    return { summary: typeof auth.enabled };
  });
  return 'summary' in outcome && outcome.summary === 'boolean';
}
