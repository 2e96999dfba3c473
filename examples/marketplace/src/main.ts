import { setTimeout as pause } from "node:timers/promises";
import { runDemo, DemoError, type Demo } from "demo-session";
import { itemName, type Readability } from "./agent.js";
import { publishAgent } from "./publish.js";
import { reading } from "./reading.js";

async function playMarketplace({ client, print }: Demo): Promise<void> {
  print("\n== An agent as WebAssembly: published, found, verified, run\n");
  const release = await publishAgent({ client, print });

  const { nodes } = await client.marketplace.search({ query: "readabilty statistcs", first: 3 });
  print(`Looked for "readabilty statistcs", found ${nodes.map(({ name }) => name).join(", ")}.`);
  if (!nodes.some(({ name }) => name === itemName)) throw new DemoError("The agent was not found.");

  const installed = (await client.marketplace.item(itemName))?.installation;
  const installation = installed
    ? await client.marketplace.upgrade({ id: installed.id })
    : await client.marketplace.install({ item: itemName, range: "^1" });
  print(`Installed ${itemName} ${installation.release.version} for ${installation.range}.`);

  const execution = await client.executions.execute({
    agent: { item: itemName },
    input: { text: "Publish it. Find it. Run it." },
  });
  const { words, readingSeconds } = execution.output as Readability;
  print(
    `Executed at once: ${words} words, read in ${readingSeconds} s; it took ${execution.durationMs?.toFixed(2)} ms and`,
  );
  print(
    `${(execution.peakMemoryBytes ?? 0) / 1024} KiB of memory. Its signature is ${release.signature?.isValid ? "valid" : "not valid"}.`,
  );

  await client.workflows.define(reading);
  const run = await client.workflows.runWorkflow(reading, {
    texts: ["Agents work.", "People decide what agents do.", "A workflow knows where all of them are!"],
  });
  print(`As a step of the workflow ${reading.name}: ${JSON.stringify(run.output)}`);
  // A run is counted within a second of its end.
  await pause(1_200);
  const stats = (await client.marketplace.item(itemName))?.stats;
  print(`So far it has run ${stats?.runs} times, half of them within ${stats?.p50Ms?.toFixed(1)} ms.`);
}

await runDemo(playMarketplace);
