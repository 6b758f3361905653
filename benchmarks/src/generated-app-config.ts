import { type Random, randomFrom } from './random.ts';

/** An app-config as text, and the variables that it needs. */
export interface GeneratedAppConfig {
  readonly text: string;
  readonly env: Readonly<Record<string, string>>;
}

/** The section that is checked. Nothing is wrong with it. */
const boost = (namespaces: readonly string[]) => `boost:
  security:
    mode: full
  model:
    baseUrl: https://models.example.com/v1
    name: granite
  kagenti:
    auth:
      # One Keycloak client, OAuth2 Client Credentials Grant.
      tokenEndpoint: \${BENCHMARK_TOKEN_ENDPOINT}
      clientId: \${BENCHMARK_CLIENT_ID}
      clientSecret: \${BENCHMARK_CLIENT_SECRET}
      tokenExpiryBufferSeconds: "30"
  providers:
    kagenti:
      baseUrl: https://kagenti.example.com
      requestTimeoutMs: 10000
      maxRetries: 2
      namespaces:
${namespaces.map(name => `        - ${name}\n`).join('')}`;

const env = {
  BENCHMARK_TOKEN_ENDPOINT: 'https://keycloak.example.com/realms/boost/token',
  BENCHMARK_CLIENT_ID: 'boost',
  BENCHMARK_CLIENT_SECRET: 'a-secret-of-the-benchmark',
  BENCHMARK_HOST: 'git.example.com',
};

/** What stands before Boost's section: what Backstage writes into a new application, and a block of text. */
const scaffold = `app:
  title: Developer Hub
  baseUrl: https://hub.example.com

organization:
  name: Example

backend:
  # Used for enabling authentication, secret is shared by all backend plugins
  # See https://backstage.io/docs/auth/service-to-service-auth for
  # information on the format
  # auth:
  #   keys:
  #     - secret: \${BACKEND_SECRET}
  baseUrl: https://hub.example.com
  listen: ':7007'
  csp:
    connect-src: ["'self'", 'http:', 'https:']
    # Content-Security-Policy directives follow the Helmet format: https://helmetjs.github.io/#reference
  cors:
    origin: https://hub.example.com
    methods: [GET, HEAD, PATCH, POST, PUT, DELETE]
    credentials: true
  database:
    client: pg
    connection:
      host: \${BENCHMARK_HOST}
      port: 5432
      user: \${BENCHMARK_CLIENT_ID}

techdocs:
  builder: 'local' # Alternatives - 'external'
  generator:
    runIn: 'docker' # Alternatives - 'local'
  publisher:
    type: 'local' # Alternatives - 'googleGcs' or 'awsS3'. Read documentation for using alternatives.

auth:
  # see https://backstage.io/docs/auth/ to learn about auth providers
  providers:
    # See https://backstage.io/docs/auth/guest/provider
    guest: {}

banner:
  text: |
    Developer Hub isn't available on Sundays:
    "maintenance" {every week}
`;

/** How many of a catalog's places stand for one namespace: most of an app-config is not Boost's. */
const PLACES_PER_NAMESPACE = 40;

/** An entry of the catalog, as app-configs have them by the hundred, with the comments that people write. */
function place(random: Random, index: number): string {
  const name = `${random.pick(['orders', 'billing', 'search', 'agents', 'docs'])}-${index}`;
  const host = random.pick(['github.example.com', '${BENCHMARK_HOST}', 'gitlab.example.com']);
  const comment = random.pick([
    '',
    `    # ${name} moved here in 20${10 + random.below(16)}\n`,
    `\n    # Owned by team-${random.below(90)}; ask there before\n    # anything here is changed.\n`,
  ]);
  const quote = random.pick(['', "'", '"']);
  return `${comment}    - type: url
      target: ${quote}https://${host}/team-${random.below(90)}/${name}/blob/main/catalog-info.yaml${quote}
      rules:
        - allow: [${random.pick(['Component', 'System, Domain', 'API, Resource, Group'])}]
`;
}

/** An app-config of at least so many lines, and few more. */
export function generateAppConfig(lines: number, seed: number): GeneratedAppConfig {
  const random = randomFrom(seed);
  const namespaces: string[] = ['team1'];
  const places: string[] = [];
  const text = () => `${scaffold}${boost(namespaces)}catalog:
  locations:
${places.join('')}`;
  let count = text().split('\n').length - 1;
  while (count < lines) {
    const next = place(random, places.length);
    places.push(next);
    count += next.split('\n').length - 1;
    if (places.length % PLACES_PER_NAMESPACE === 0) {
      namespaces.push(`team${1 + namespaces.length}`);
      count += 1;
    }
  }
  return { text: text(), env };
}
