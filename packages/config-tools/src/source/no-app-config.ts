import { isScalar } from 'yaml';
import type { Finding } from '../finding.ts';
import type { TextFrame } from './app-config-source.ts';
import type { ConfigObject, FoundPlaces } from './find-app-configs.ts';
import { isEncrypted } from './placeholder.ts';

type Wording = readonly [what: string, hint: string];

const encrypted: Wording = [
  'is encrypted, so that the app-config in it cannot be checked',
  'Decrypt it into a pipe, such as "sops decrypt FILE | boost-config check -".',
];

const wordings: Readonly<Record<string, Wording>> = {
  ConfigMap: [
    'is a ConfigMap that contains no app-config',
    'Put the app-config below data, in a key that ends in .yaml.',
  ],
  Secret: [
    'is a Secret that contains no app-config',
    'Put the app-config below stringData, in a key that ends in .yaml.',
  ],
  SealedSecret: encrypted,
  Backstage: [
    'is a Backstage custom resource, which names app-configs and does not contain them',
    'Check the ConfigMaps below spec.application.appConfig.configMaps, spec.application.dynamicPluginsConfigMapName and spec.rawRuntimeConfig.',
  ],
};

/** Says why nothing in a text can be judged, although it is made for configuration. */
export function describeNoAppConfig(frame: TextFrame, found: readonly FoundPlaces[]): Finding {
  const places = found.flatMap(each => each.places);
  const objects = found.flatMap(each => each.objects);
  const hidden = places.find(
    ({ node }) => isScalar(node) && isEncrypted(String(node.value).trim()),
  );
  const object: ConfigObject | undefined = objects[0];
  const [message, hint] =
    hidden === undefined ? (wordings[object?.kind ?? ''] ?? nothing) : encrypted;
  const [start = 0] = (hidden?.node ?? object?.node)?.range ?? [];
  return {
    severity: 'warning',
    code: 'no_app_config',
    message,
    hint,
    location: frame.locate(start, start),
  };
}

const nothing: Wording = [
  'has no app-config in the places where RHDH and GitOps tools keep one',
  'Name the place with --at, such as --at upstream.backstage.appConfig.',
];
