import { useSyncExternalStore } from "react";
import type { Session } from "./session";
import { SignInForm } from "./sign-in-form";
import { Workbench } from "./workbench";

/** Sign-in first, then the workbench; back to sign-in when the session ends. */
export function App({ session }: { readonly session: Session }) {
  const { user, notice } = useSyncExternalStore(session.subscribe, session.current);
  return user ? <Workbench session={session} user={user} /> : <SignInForm session={session} notice={notice} />;
}
