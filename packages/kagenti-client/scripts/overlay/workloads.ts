import type { GroupOverlay } from './overlay.ts';

/** Types of the parameters from which agents and tools are created. */
export const workloads: GroupOverlay = {
  choices: {
    authBridgeMode: {
      name: 'AuthBridgeMode',
      about: 'How AuthBridge is placed in front of a workload.',
    },
    defaultOutboundPolicy: {
      name: 'OutboundPolicy',
      about:
        'What AuthBridge does with a call to a host without a route: pass it, or exchange the token.',
    },
    mtlsMode: {
      name: 'MtlsMode',
      about: 'Whether the peers of an agent must present a certificate.',
    },
  },
  types: {
    EnvVar: {
      about: 'An environment variable of a workload: a value, or where the value comes from.',
      names: { name: 'variable' },
      of: [
        'app__routers__agents_models__EnvVar',
        'app__routers__tools__EnvVar',
        'app__services__simulation_manifests__EnvVar',
      ],
      fields: {
        name: 'Its name: letters, digits and underscores; the first is not a digit.',
        value: 'Its value. Exclusive with `valueFrom`.',
        valueFrom: 'Where its value comes from. Exclusive with `value`.',
      },
    },
    EnvVarSource: {
      about: 'Where the value of an environment variable comes from.',
      of: [
        'app__routers__agents_models__EnvVarSource',
        'app__routers__tools__EnvVarSource',
        'app__services__simulation_manifests__EnvVarSource',
      ],
      fields: {
        secretKeyRef: 'A key of a Secret.',
        configMapKeyRef: 'A key of a ConfigMap.',
      },
    },
    KeyReference: {
      about: "A key of a Secret or a ConfigMap in the workload's namespace.",
      names: { name: 'referenced' },
      of: ['SecretKeyRef', 'ConfigMapKeyRef'],
      fields: {
        name: 'Name of the Secret or ConfigMap.',
        key: 'The key in it.',
      },
    },
    ServicePort: {
      about: 'A port of the Service in front of a workload.',
      names: { name: 'port' },
      of: ['app__routers__agents_models__ServicePort', 'app__routers__tools__ServicePort'],
      fields: {
        port: 'Port of the Service. Default: 8080 for an agent, 8000 for a tool.',
        targetPort: 'Port of the container.',
        protocol: '`TCP` or `UDP`.',
      },
    },
    PersistentStorage: {
      about: 'A volume that outlives the pod.',
      of: [
        'app__routers__agents_models__PersistentStorageConfig',
        'app__routers__tools__PersistentStorageConfig',
      ],
      fields: {
        enabled: 'Create the volume.',
        size: 'Its size as Kubernetes writes it.',
      },
    },
    OutboundRoute: {
      about: 'A host for which AuthBridge exchanges the token for a host-specific one.',
      of: ['OutboundRoute'],
      fields: {
        host: 'The host.',
        targetAudience: 'Audience that the token is exchanged for.',
        tokenScopes: 'Scopes to request, separated by spaces.',
      },
    },
    BuildConfig: {
      about: 'How Shipwright builds an image.',
      names: { buildStrategy: 'buildStrategy' },
      of: ['ShipwrightBuildConfig'],
      fields: {
        buildStrategy:
          'A ClusterBuildStrategy, see `agents.builds.strategies`. Default: the server chooses.',
        dockerfile: 'Path of the Dockerfile.',
        buildArgs: 'Build arguments, `NAME=value`.',
        buildTimeout: 'Timeout of a build, as Go writes durations.',
      },
    },
    ContextAttachment: {
      about: 'A context that an agent mounts.',
      names: { name: 'contextOfAgent' },
      of: ['ContextAttachment'],
      fields: {
        name: 'Name of the context, in the namespace of the agent.',
        mountPath: 'Where it is mounted: an absolute path that no other volume uses.',
        readOnly: 'Mount it read-only.',
      },
    },
  },
};
