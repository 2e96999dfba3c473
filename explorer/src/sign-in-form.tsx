import { useState, type FormEvent } from "react";
import icon from "./icon.svg";
import type { Session } from "./session";

interface SignInFormProps {
  readonly session: Session;
  /** Why the form is shown again. */
  readonly notice: string | null;
}

export function SignInForm({ session, notice }: SignInFormProps) {
  const [message, setMessage] = useState(notice);
  const [isBusy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setBusy(true);
    setMessage(null);
    try {
      await session.signIn(textOf(fields, "email"), textOf(fields, "password"));
    } catch (error) {
      setMessage(error instanceof Error ? error.message : String(error));
      setBusy(false);
    }
  }

  return (
    <main className="sign-in">
      <form className="card" onSubmit={(event) => void submit(event)} aria-labelledby="title" aria-busy={isBusy}>
        <img src={icon} alt="" width="44" height="44" />
        <h1 id="title">Muster Explorer</h1>
        <p className="lead">The API of your fleet, live in the browser. For admins.</p>
        <label>
          Email
          <input name="email" type="email" autoComplete="username" required />
        </label>
        <label>
          Password
          <input name="password" type="password" autoComplete="current-password" required />
        </label>
        <p className="message" role="alert">
          {message}
        </p>
        <button type="submit" disabled={isBusy}>
          {isBusy ? "Signing in…" : "Sign in"}
        </button>
      </form>
    </main>
  );
}

function textOf(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === "string" ? value : "";
}
