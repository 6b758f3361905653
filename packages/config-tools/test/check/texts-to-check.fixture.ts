/** Texts of files that are no more than themselves: none names another file. */
export const textsToCheck: Readonly<Record<string, string>> = {
  'an empty file': '',
  'a file without mistakes': `boost:
  security:
    mode: full
`,
  'a file with several mistakes': `# ☀ a comment
boost:
  security:
    mdoe: full
  providers:
    kagenti:
      baseUrl: http://kagenti.example.com
      requestTimeoutMs: soon
      namespaces: [Team1, team2]
  kagenti:
    auth:
      clientSecret: not-from-a-variable
      tokenExchange:
        enabled: true
`,
  'a file with variables': `boost:
  security: { mode: '\${MODE:-full}' }
  model:
    baseUrl: https://\${HOST}.example.com
    name: \${MISSING}
    apiKey: { $env: MISSING }
`,
  'a file that is no YAML': 'boost: [\n',
  'a file with a duplicate key': 'boost:\n  model: {}\n  model: {}\n',
  'a file without boost': 'app:\n  title: x\nsecurity:\n  mode: full\n',
  'a file with an alias bomb': `a: &a [x, x, x, x, x, x, x, x, x, x]
b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
d: [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
`,
  'a ConfigMap': `kind: ConfigMap
data:
  app-config.yaml: |
    boost:
      security:
        mode: none
`,
  'a file with ignore comments': `boost:
  security: { mode: full }
  # boost-config-ignore-next-line unknown_key read by another plugin
  mdoe: 1
  # boost-config-ignore-next-line unknown_key
  sytemPrompt: 1
`,
  'a byte order mark': '\uFEFFboost:\n  security:\n    mode: none\n',
};
