import { MusterClient, MusterConnectionError, MusterRequestError, MusterRunError, type UserSession } from "@muster/sdk";
import { DemoError, readSettings, type Settings } from "./settings.js";

export { DemoError } from "./settings.js";

/** What a demo works with. */
export interface Demo {
  readonly url: string;
  /** Signed in as the admin. */
  readonly client: MusterClient;
  readonly session: UserSession;
  /** Writes a line. */
  print(line?: string): void;
}

/** Signs in, runs the demo, signs out. What went wrong is told in one line, and as exit code 1. */
export async function runDemo(demo: (demo: Demo) => Promise<void>): Promise<void> {
  try {
    const settings = await readSettings(process.env);
    const client = new MusterClient({ url: settings.url });
    const session = await signIn(client, settings);
    print(`Muster at ${settings.url}, signed in as ${session.user.email}.`);
    try {
      await demo({ url: settings.url, client, session, print });
    } finally {
      await client.signOut();
    }
  } catch (error) {
    if (!isTold(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

async function signIn(client: MusterClient, { url, email, password }: Settings): Promise<UserSession> {
  try {
    return await client.signIn({ email, password });
  } catch (error) {
    if (!(error instanceof MusterRequestError)) throw error;
    if (error.code === "UNAVAILABLE") throw new DemoError(`No server at ${url}: start it with "npm start" first.`);
    throw new DemoError(`${email} cannot sign in at ${url}: ${error.message}`);
  }
}

/** Whether the message says enough. */
function isTold(error: unknown): error is Error {
  return [DemoError, MusterRequestError, MusterConnectionError, MusterRunError].some((told) => error instanceof told);
}

function print(line = ""): void {
  process.stdout.write(`${line}\n`);
}
