import { NotFoundError } from '@backstage/errors';
import express, { type ErrorRequestHandler, Router } from 'express';
import type { ConfigAdministration } from './config-administration.ts';
import { GuardedRoutes, type RouteGuards } from './guarded-route.ts';
import { errorOfPath, toBackstageError } from './http-errors.ts';
import { inPortal } from './portal-hints.ts';
import { inputs, readBody, readInput } from './request-input.ts';

/** Jobs call these after a deployment, or watch them. */
const usersAndServices = ['user', 'service'] as const;

/**
 * The routes of an administrator. Secrets are write-only: no route answers with a secret, in clear text or encrypted.
 */
export function createConfigRouter(
  { resolver, longestBody, withBoostRows }: ConfigAdministration,
  guards: RouteGuards,
): Router {
  const routes = new GuardedRoutes(guards);
  const router = Router();
  router.use(express.json({ limit: longestBody }));

  router.get(
    '/settings',
    routes.reading(async () => ({ items: await resolver.list() })),
  );
  router.get(
    '/settings/:key',
    routes.reading(async ({ params }) => {
      const setting = (await resolver.list()).find(({ key }) => key === params['key']);
      if (setting === undefined) throw new NotFoundError('No field has this key.');
      return setting;
    }),
  );
  router.patch(
    '/settings',
    routes.writing({
      eventId: 'settings-change',
      severityLevel: 'medium',
      async write(request, actor) {
        const { changes } = readBody(inputs.changes, request);
        const { revisions } = await resolver.setMany(changes, { actor });
        // JSON has no undefined: a setting without an override has no revision.
        const all = changes.map(({ key }) => [key, revisions[key] ?? null]);
        return { body: { revisions: Object.fromEntries(all) } };
      },
    }),
  );
  router.delete(
    '/settings/:key',
    routes.writing({
      eventId: 'settings-change',
      severityLevel: 'medium',
      async write({ params, query }, actor) {
        const options = readInput(inputs.removal, query);
        const removed = await resolver
          .unset(params['key'] ?? '', { ...options, actor })
          .catch((error: unknown) => Promise.reject(errorOfPath(error)));
        return { body: { removed } };
      },
    }),
  );
  router.get(
    '/history',
    routes.reading(async ({ query }) => ({
      items: await resolver.history(readInput(inputs.history, query)),
    })),
  );
  router.post(
    '/rollback',
    routes.writing({
      eventId: 'settings-rollback',
      severityLevel: 'medium',
      async write(request, actor) {
        const { key, revision, ...options } = readBody(inputs.rollback, request);
        return { body: await resolver.rollback(key, revision, { ...options, actor }) };
      },
    }),
  );
  router.get(
    '/rejected',
    routes.reading(async () => ({ items: await resolver.rejected() })),
  );
  router.post(
    '/rejected/:id/restore',
    routes.writing({
      eventId: 'rejected-restore',
      severityLevel: 'medium',
      async write({ params }, actor) {
        await resolver.restore(readInput(inputs.rejected, params).id, { actor });
        return { body: { restored: true } };
      },
    }),
  );
  router.delete(
    '/rejected',
    routes.writing({
      eventId: 'rejected-purge',
      severityLevel: 'high',
      async write({ query }, actor) {
        const { id, before } = readInput(inputs.purge, query);
        const which = before === undefined ? { ids: id ?? [] } : { before: new Date(before) };
        const purged = await resolver.purge(which, { actor });
        return { body: { purged }, meta: { purged } };
      },
    }),
  );
  router.post(
    '/reconcile',
    routes.writing({
      eventId: 'settings-reconcile',
      severityLevel: 'medium',
      isDryRun: ({ body }) => Object(body).dryRun === true,
      allow: usersAndServices,
      async write(request, actor) {
        const { dryRun = false, importedFromBoost = false } = readBody(inputs.reconcile, request);
        const report = importedFromBoost
          ? await withBoostRows(importedFrom => resolver.reconcile({ dryRun, importedFrom, actor }))
          : await resolver.reconcile({ dryRun, actor });
        return { body: report, meta: countOutcomes(report) };
      },
    }),
  );
  router.post(
    '/reencrypt',
    routes.writing({
      eventId: 'settings-reencrypt',
      severityLevel: 'high',
      async write(request, actor) {
        readBody(inputs.nothing, request);
        const report = await resolver.reencrypt({ actor });
        return { body: report, meta: countOutcomes(report) };
      },
    }),
  );
  router.post(
    '/import',
    routes.writing({
      eventId: 'settings-import',
      severityLevel: 'high',
      async write(request, actor) {
        readBody(inputs.nothing, request);
        const report = await withBoostRows(source => resolver.importRows(source, { actor }));
        return { body: report, meta: countOutcomes(report) };
      },
    }),
  );
  router.get(
    '/health',
    routes.reading(
      async () => {
        const health = await resolver.health();
        return { ...health, problems: health.problems.map(inPortal) };
      },
      usersAndServices,
      // A probe reads the status alone.
      ({ status }) => (status === 'failed' ? 503 : 200),
    ),
  );
  router.use(backstageErrors);
  return router;
}

/** How many rows of a report had each outcome: for the audit log, which the rows would fill. */
function countOutcomes(report: object): Record<string, number> {
  const { entries = [] }: { entries?: readonly { readonly outcome: string }[] } = report;
  const counts: Record<string, number> = {};
  for (const { outcome } of entries) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

const backstageErrors: ErrorRequestHandler = (error, _request, _response, next) => {
  next(toBackstageError(error));
};
