import { image, type Operator, source, type Told } from '../backend/operator.fixture.ts';
import type { Outcome } from './outcome.fixture.ts';
import { performSimulation } from './perform-simulation.fixture.ts';
import {
  type At,
  isSimulationStep,
  isSkillStep,
  type SkillStep,
  type Step,
} from './step.fixture.ts';

/** Does a step at a backend, and says what came back, in the model's words. */
export async function perform(operator: Operator, step: Step): Promise<Outcome> {
  const { ask, backend } = operator;
  if (isSkillStep(step)) {
    return performSkill(operator, step);
  }
  if (isSimulationStep(step)) {
    return performSimulation(operator, step);
  }
  switch (step.act) {
    case 'deploy':
    case 'build': {
      const { act, kind, namespace, name, type } = step;
      const how = act === 'build' ? source : image;
      return plain(await ask('POST', `/${kind}`, { ...how, namespace, name, workloadType: type }));
    }
    case 'get':
      return stateOf(await ask('GET', pathOf(step)), ({ isBuild, readyStatus, workloadType }) =>
        isBuild ? readyStatus : workloadType,
      );
    case 'delete':
      return plain(await ask('DELETE', pathOf(step)));
    case 'info':
      return stateOf(
        await ask('GET', `${pathOf(step)}/shipwright-build-info`),
        ({ buildRunPhase }) => buildRunPhase,
      );
    case 'run again':
      return plain(await ask('POST', `${pathOf(step)}/shipwright-buildrun`));
    case 'finalize':
      return plain(await ask('POST', `${pathOf(step)}/finalize-shipwright-build`, {}));
    case 'move':
      try {
        backend.kubernetes.buildRun(step.namespace, step.name)[step.move]();
        return { status: 200 };
      } catch {
        return { status: 0 };
      }
    case 'list':
      return listOf(await ask('GET', `/${step.kind}?namespace=${step.namespace}`), 'status');
    case 'list builds': {
      const where =
        step.namespace === undefined ? 'allNamespaces=true' : `namespace=${step.namespace}`;
      return listOf(await ask('GET', `/shipwright/builds?${where}&for=${step.kind}`), 'namespace');
    }
    default:
      await backend.reconcileBuilds();
      return { status: 200 };
  }
}

async function performSkill({ ask }: Operator, step: SkillStep): Promise<Outcome> {
  if (step.act === 'list skills') {
    return listOf(await ask('GET', `/skills?namespace=${step.namespace}`), 'usageCount');
  }
  const { act, namespace, name } = step;
  const path = `/skills/${namespace}/${name}`;
  switch (act) {
    case 'create skill':
      return plain(await ask('POST', '/skills', { namespace, name, files: { 'SKILL.md': 'x' } }));
    case 'delete skill':
      return plain(await ask('DELETE', path));
    default: {
      const told = await (act === 'get skill' ? ask('GET', path) : ask('POST', `${path}/usage`));
      return stateOf(told, ({ usageCount }) => usageCount);
    }
  }
}

function pathOf({ kind, namespace, name }: At): string {
  return `/${kind}/${namespace}/${name}`;
}

function plain({ status }: Told): Outcome {
  return { status };
}

function stateOf(told: Told, state: (body: Told) => unknown): Outcome {
  return told.status === 200 ? { status: 200, state: state(told) } : plain(told);
}

function listOf({ status, items }: Told, field: string): Outcome {
  return {
    status,
    items: [items].flat().map(item => [Object(item).name, Object(item)[field]]),
  };
}
