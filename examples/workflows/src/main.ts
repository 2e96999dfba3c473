import { runDemo, type Demo } from "demo-session";
import { deployment } from "./deployment.js";
import { documents } from "./documents.js";
import { startFleet } from "./fleet.js";
import { nightly } from "./nightly.js";

const examples = [documents, deployment, nightly];

async function playWorkflows({ url, client, session, print }: Demo): Promise<void> {
  for (const { kinds, workflow } of examples) {
    for (const kind of kinds) await client.defineTaskKind(kind);
    const { version, isNew } = await client.workflows.define(workflow);
    print(`Workflow ${workflow.name}, version ${version.number}${isNew ? "" : ", as it was defined before"}.`);
  }
  const fleet = await startFleet({ url, token: session.token, examples });
  try {
    for (const { title, play } of examples) {
      print(`\n== ${title}\n`);
      await play({ client, print });
    }
  } finally {
    await fleet.stop();
  }
}

await runDemo(playWorkflows);
