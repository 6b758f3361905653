import { useCallback, useId, useRef, useState } from 'react';
import { type Agent, type AuthorizedFetch, deleteAgent, listAgents, refOf } from './backend.ts';
import { Failure, Heading, LoadedView, useLoaded } from './parts.tsx';

/** The agents of the person. */
export function AgentsView({ fetch }: { readonly fetch: AuthorizedFetch }) {
  const agents = useLoaded(useCallback(() => listAgents(fetch), [fetch]));
  const [deleted, setDeleted] = useState<string>();
  const status = useRef<HTMLParagraphElement>(null);
  return (
    <>
      <Heading>Agents</Heading>
      {/* The button that had the focus is gone with its agent. */}
      <p role="status" tabIndex={-1} ref={status}>
        {deleted !== undefined && `${deleted} was deleted.`}
      </p>
      <LoadedView what="agents" from={agents}>
        {({ items, failed }) => (
          <>
            {failed.map(({ namespace }) => (
              <p className="notice" key={namespace}>
                The agents of the namespace <strong>{namespace}</strong> could not be listed.
              </p>
            ))}
            {items.length === 0 && (
              <p>There are no agents for you yet. Ask an administrator to deploy one.</p>
            )}
            <ul className="cards">
              {items.map(agent => (
                <AgentCard
                  key={refOf(agent)}
                  agent={agent}
                  onDelete={async () => {
                    await deleteAgent(fetch, agent);
                    await agents.reload();
                    setDeleted(agent.name);
                    status.current?.focus();
                  }}
                />
              ))}
            </ul>
          </>
        )}
      </LoadedView>
    </>
  );
}

interface AgentProps {
  readonly agent: Agent;
  readonly onDelete: () => Promise<void>;
}

function AgentCard({ agent, onDelete }: AgentProps) {
  const { name, namespace, description, status, mayDelete } = agent;
  return (
    <li>
      <h2>
        <a href={`#/chat/${refOf(agent)}`}>{name}</a>
      </h2>
      <p>{description}</p>
      <p className="facts">
        <span className="badge" data-good={status === 'Ready'}>
          {status}
        </span>
        <span>Namespace {namespace}</span>
        {mayDelete && <DeleteButton agent={agent} onDelete={onDelete} />}
      </p>
    </li>
  );
}

function DeleteButton({ agent: { name, namespace }, onDelete }: AgentProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const [error, setError] = useState<unknown>();
  const [isDeleting, setDeleting] = useState(false);
  const confirm = () => {
    setDeleting(true);
    onDelete()
      .catch(setError)
      .finally(() => setDeleting(false));
  };
  return (
    <>
      <button type="button" onClick={() => dialog.current?.showModal()}>
        Delete <span className="spoken">{name}</span>
      </button>
      <dialog ref={dialog} aria-labelledby={title} onClose={() => setError(undefined)}>
        <h2 id={title}>
          Delete {name} in {namespace}?
        </h2>
        <p>The agent and its service are removed from the cluster. This cannot be undone.</p>
        {error !== undefined && <Failure error={error} />}
        <form method="dialog" className="buttons">
          <button type="submit">Keep the agent</button>
          <button type="button" className="danger" disabled={isDeleting} onClick={confirm}>
            {isDeleting ? 'Deleting …' : 'Delete the agent'}
          </button>
        </form>
      </dialog>
    </>
  );
}
