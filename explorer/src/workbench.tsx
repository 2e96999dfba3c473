import { GraphiQL } from "graphiql";
import { useMemo } from "react";
import type { User } from "./credentials";
import { exampleTabs } from "./examples";
import { createFetcher } from "./fetcher";
import icon from "./icon.svg";
import type { Session } from "./session";

interface WorkbenchProps {
  readonly session: Session;
  readonly user: User;
}

/** GraphiQL, signed in. Drafts live as long as the browser's tab: variables may hold secrets. */
export function Workbench({ session, user }: WorkbenchProps) {
  const fetcher = useMemo(() => createFetcher(session), [session]);
  return (
    <div className="workbench">
      <header className="bar">
        <img src={icon} alt="" width="24" height="24" />
        <h1>Muster Explorer</h1>
        <span className="who">
          {user.email} <span className="role">{user.role}</span>
        </span>
        <button type="button" onClick={() => void session.signOut()}>
          Sign out
        </button>
      </header>
      <main>
        <GraphiQL
          fetcher={fetcher}
          defaultTabs={exampleTabs}
          defaultEditorToolsVisibility
          storage={session.drafts}
          shouldPersistHeaders={false}
          inputValueDeprecation
        >
          <GraphiQL.Logo>{null}</GraphiQL.Logo>
        </GraphiQL>
      </main>
    </div>
  );
}
