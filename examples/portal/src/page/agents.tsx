import type { AgentSummary } from '@rhdh-boost/kagenti-client';
import { useActionState, useRef, useState } from 'react';
import { Done, Failure, useLoaded, View } from './parts.tsx';
import { deleteAgent, listAgents, refOf } from './session.ts';

/** The agents of the person. */
export function Agents() {
  const { reload, show } = useLoaded(listAgents);
  const [deleted, setDeleted] = useState<string>();
  const remove = async (agent: AgentSummary) => {
    await deleteAgent(agent);
    await reload();
    setDeleted(`${agent.name} was deleted.`);
  };
  return (
    <View title="Agents">
      <Done>{deleted}</Done>
      {show(({ items, failed, deletable }) => (
        <>
          {failed.map(namespace => (
            <p key={namespace} className="notice">
              {`The agents of the namespace ${namespace} could not be listed. Try again later.`}
            </p>
          ))}
          {items.length === 0 && <p>You have no agents yet. Ask your administrator for one.</p>}
          <ul className="cards">
            {items.map(agent => (
              <li key={refOf(agent)}>
                <h2>
                  <a href={`#chat/${refOf(agent)}`}>{agent.name}</a>
                </h2>
                <p>{agent.description}</p>
                <p className="facts">
                  <span className={`badge ${agent.status}`}>{agent.status}</span>
                  <span>{`Namespace ${agent.namespace}`}</span>
                </p>
                {deletable.includes(agent) && <Delete agent={agent} onConfirm={remove} />}
              </li>
            ))}
          </ul>
        </>
      ))}
    </View>
  );
}

type DeleteProps = { agent: AgentSummary; onConfirm: (agent: AgentSummary) => Promise<void> };

function Delete({ agent, onConfirm }: DeleteProps) {
  const { namespace, name } = agent;
  const dialog = useRef<HTMLDialogElement>(null);
  const [error, action, isDeleting] = useActionState(
    () => onConfirm(agent).catch(e => e),
    undefined,
  );
  return (
    <>
      <button onClick={() => dialog.current?.showModal()}>{`Delete ${name}`}</button>
      <dialog ref={dialog} aria-label={`Delete ${name}`}>
        <form action={action}>
          <h2>{`Delete ${name} in ${namespace}?`}</h2>
          <p>It is removed from the cluster. This cannot be undone.</p>
          {error !== undefined && <Failure error={error} />}
          <p className="buttons">
            <button formAction={() => dialog.current?.close()}>Keep it</button>
            <button disabled={isDeleting}>Delete it</button>
          </p>
        </form>
      </dialog>
    </>
  );
}
