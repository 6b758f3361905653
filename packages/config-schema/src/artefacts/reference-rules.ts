/** How any `boost` section is read, as Markdown. */
export const readingRules: readonly string[] = [
  '## How it is read',
  '',
  '- Several files merge as Backstage merges them: mappings merge, lists replace, the later file wins, and null removes. Only the merged section must be complete.',
  '- Any value may be text with `${VARIABLE}` in it, or `$env`, `$file` or `$include`. Take secrets from there.',
  '- A boolean or a number may be text, as the environment gives it, inside lists and mappings too: `"false"` is false and `"60"` is a number. The words for true are `true`, `yes`, `y`, `on` and `1`, those for false `false`, `no`, `n`, `off` and `0`, in any case. Nothing is turned into text, so quote a number where text belongs.',
  '- An empty text counts as not set, as `${VARIABLE}` is one if the variable is set to nothing. This also applies if it overrides the value of an earlier file. In place of a list, a mapping or an entry of a list, it is a mistake: an empty `boost.providers.kagenti.namespaces` does not allow every namespace.',
  '- A key that is not listed here is a mistake, and so is a value of another kind. `boost-config check` names each with file, line and column.',
  '- What is not set stays unset. A default that stands in its own sentence is applied when the configuration is resolved; one that names its consumer is applied there.',
  '',
  'The columns of the tables:',
  '',
  '- **scope**: `yaml-only` is read from app-config alone; `db-overridable` may be overridden by an administrator at run time; `db-only` is never in app-config.',
  '- **visibility**: `frontend` reaches the browser, `backend` does not, `secret` does not either and is never printed.',
  '- **since**: the version that brought the field.',
  '',
];

/** The rules of our own fields that span several of them, as Markdown. */
export const boostRules: readonly string[] = [
  '## Rules for several fields',
  '',
  '- A `boost` section needs `boost.security.mode`, so that nobody is without authentication by silence.',
  '- An account in `boost.kagenti.auth` has exactly one of `tokenEndpoint` and `issuer`, and what its `method` needs. For the methods with a secret these are `clientId` and `clientSecret`: all of it is set, or none.',
  '- `clientSecret`, `keyFile` and `assertionFile` are set only for their own `method`. `certificateFile` and `certificateKeyFile` are set both, or none of them, with any method. `method: none` allows no other key of the section.',
  '- `boost.providers.kagenti.baseUrl` needs an account, or `method: none`. That method is for a backend without authentication, on loopback or, with `boost.kagenti.allowInClusterHttp`, on an in-cluster name. It is refused in `boost.security.mode: full`, and is one warning at each start.',
  '- The namespace of `boost.providers.kagenti.defaultAgent` is one of `boost.providers.kagenti.namespaces`, where both are set. Without a namespace, the agent is in the only one that is listed; with none or several listed it is a mistake.',
  '- `boost.agentApproval.mode: sonataflow` needs `boost.agentApproval.sonataflow.endpoint`.',
  '- `tokenEndpoint` and `issuer` in `boost.kagenti.auth`, and `boost.providers.kagenti.baseUrl`, carry a credential or name where one is sent, and are https. http is taken on loopback (`localhost`, 127.0.0.0/8, `::1`), and on in-cluster names (`*.svc`, `*.svc.cluster.local`) when `boost.kagenti.allowInClusterHttp` is true, for clusters whose mesh encrypts.',
  '- Every other URL is http or https. No URL holds a user name or a password.',
  '',
];
