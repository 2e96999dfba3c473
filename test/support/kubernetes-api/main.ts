/** The double in a process of its own, for who measures its client: see own-process.ts, which starts it and speaks with it. */
import { startKubernetesApi } from "./api.js";
import type { KubernetesOrder, KubernetesReport } from "./own-process.js";

async function serve({ options }: KubernetesOrder): Promise<void> {
  const api = await startKubernetesApi(options);
  const report = (): KubernetesReport => ({
    kubeconfig: api.kubeconfig(),
    url: api.url,
    requests: api.requests.all(),
    objects: api.size,
    memoryBytes: process.memoryUsage().rss,
    cpuMs: (process.cpuUsage().user + process.cpuUsage().system) / 1_000,
  });
  process.on("message", () => process.send?.(report()));
  process.once("disconnect", () => {
    void api.stop().finally(() => process.exit(0));
  });
  process.send?.(report());
}

process.once("message", (order) => void serve(order as KubernetesOrder));
