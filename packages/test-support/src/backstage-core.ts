import {
  coreServices,
  createServiceFactory,
  type LoggerService,
  type RootConfigService,
  type ServiceFactory,
} from '@backstage/backend-plugin-api';

/**
 * Core services of Backstage that are as small as can be: configuration, loggers and lifecycles. Its own ones
 * are used in `examples/portal`.
 *
 * @param lines - receives what is logged: `plugin level message`
 */
export function coreFactories(
  rootConfig: () => RootConfigService,
  lines: string[],
): ServiceFactory[] {
  return [
    createServiceFactory({ service: coreServices.rootConfig, deps: {}, factory: rootConfig }),
    createServiceFactory({
      service: coreServices.rootLogger,
      deps: {},
      factory: () => loggerOf('root', lines),
    }),
    createServiceFactory({
      service: coreServices.rootLifecycle,
      deps: {},
      factory: () => new Hooks(),
    }),
    createServiceFactory({
      service: coreServices.logger,
      deps: { plugin: coreServices.pluginMetadata },
      factory: ({ plugin }) => loggerOf(plugin.getId(), lines),
    }),
    createServiceFactory({
      service: coreServices.lifecycle,
      deps: {},
      factory: () => new Hooks(),
    }),
  ];
}

function loggerOf(owner: string, lines: string[]): LoggerService {
  const at = (level: string) => (message: string) =>
    void lines.push(`${owner} ${level} ${message}`);
  const levels = { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
  return {
    ...levels,
    child: ({ plugin }) => loggerOf(typeof plugin === 'string' ? plugin : owner, lines),
  };
}

/** Hooks for the start and end of a plugin or a backend. */
class Hooks {
  readonly #onStartup: (() => unknown)[] = [];
  readonly #onShutdown: (() => unknown)[] = [];

  addStartupHook(hook: () => unknown): void {
    this.#onStartup.push(hook);
  }

  addShutdownHook(hook: () => unknown): void {
    this.#onShutdown.push(hook);
  }

  addBeforeShutdownHook(): void {}

  async beforeShutdown(): Promise<void> {}

  async startup(): Promise<void> {
    for (const hook of this.#onStartup) await hook();
  }

  async shutdown(): Promise<void> {
    for (const hook of this.#onShutdown) await hook();
  }
}
