import { taskKind, workflow } from "@muster/sdk";
import { kind, type Readability } from "./agent.js";

const readability = taskKind<{ text: string }, Readability>(kind);

/** Has each text looked at by the agent, two at a time. Whoever has installed the agent has its worker with it. */
export const reading = workflow<{ texts: readonly string[] }>("demo-reading", {
  description: "Tells of each text how long a person reads it.",
})
  .forEach("measure", {
    items: (ref) => ref.input.texts,
    concurrency: 2,
    do: { kind: readability, input: (ref) => ({ text: ref.item }) },
  })
  .output((ref) => ref.steps.measure.output);
