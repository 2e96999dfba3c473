import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { silentLog } from "../../src/platform/log.js";
import { createKubernetesHost } from "../../src/sandboxes/kubernetes/kubernetes-host.js";
import type { KubernetesConfig } from "../../src/sandboxes/kubernetes/options.js";
import { ManualClock } from "../support/manual-clock.js";

const whole = {
  clusters: "[{name: c, cluster: {server: 'https://127.0.0.1:1'}}]",
  users: "[{name: u, user: {token: hush}}]",
  contexts: "[{name: x, context: {cluster: c, user: u}}]",
};

function kubeconfig(of: Partial<typeof whole> = {}): string {
  const { clusters, users, contexts } = { ...whole, ...of };
  return `apiVersion: v1\nkind: Config\nclusters: ${clusters}\nusers: ${users}\ncontexts: ${contexts}\ncurrent-context: x\n`;
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

/** What is said at a start; null where it goes well. */
async function startWith(of: Partial<KubernetesConfig>): Promise<string | null> {
  const host = createKubernetesHost({
    config: {
      ...{ kubeConfigData: null, kubeConfig: null, namespace: "n", sandboxApi: "jobs", runtimeClass: null },
      ...{ pullSecrets: [], nodeSelector: [], tolerations: [], musterNamespace: "muster", musterNetworks: [] },
      ...of,
    },
    clock: new ManualClock(),
    log: silentLog,
  });
  try {
    await host.start();
    return null;
  } catch (error) {
    return String(error);
  } finally {
    await host.stop();
  }
}

describe("a host of a cluster starts", () => {
  it("with a kubeconfig in base64, in lines too, or in a file", async () => {
    const folder = await mkdtemp(join(tmpdir(), "muster-kubeconfig-"));
    const kubeConfig = join(folder, "config");
    await writeFile(kubeConfig, kubeconfig());
    const data = base64(kubeconfig());
    expect(await startWith({ kubeConfigData: data })).toBeNull();
    expect(
      await startWith({ kubeConfigData: `${data.slice(0, 76)}\n${data.slice(76)}\n`, kubeConfig: "/none" }),
    ).toBeNull();
    expect(await startWith({ kubeConfig })).toBeNull();
    await rm(folder, { recursive: true });
  });
});

describe("a host of a cluster does not start, and says in one sentence why", () => {
  it.each<[string, Partial<KubernetesConfig>, RegExp]>([
    ["without a cluster", {}, /no cluster to run sandboxes on: set KUBE_CONFIG_DATA or KUBECONFIG/],
    ["without the file", { kubeConfig: "/no/such/file" }, /KUBECONFIG \(\/no\/such\/file\) cannot be used: ENOENT/],
    ["without base64", { kubeConfigData: kubeconfig() }, /KUBE_CONFIG_DATA cannot be used: it is no base64/],
    ["with what is nothing", { kubeConfigData: base64("nothing") }, /it has no cluster for its current context/],
    ["without a cluster of the context", { kubeConfigData: base64(kubeconfig({ clusters: "[]" })) }, /no cluster/],
    ["without a user of the context", { kubeConfigData: base64(kubeconfig({ users: "[]" })) }, /no user/],
    ["without the context", { kubeConfigData: base64(kubeconfig({ contexts: "[]" })) }, /no cluster/],
    [
      "with a server that is no address",
      { kubeConfigData: base64(kubeconfig({ clusters: "[{name: c, cluster: {server: 'not an address'}}]" })) },
      /Invalid URL/,
    ],
    [
      "without TLS where that is not allowed",
      { kubeConfigData: base64(kubeconfig({ clusters: "[{name: c, cluster: {server: 'http://127.0.0.1:1'}}]" })) },
      /HTTP protocol is not allowed/,
    ],
    [
      "with a certificate that is none",
      {
        kubeConfigData: base64(
          kubeconfig({ users: "[{name: u, user: {client-certificate-data: aHVzaA==, client-key-data: aHVzaA==}}]" }),
        ),
      },
      /KUBE_CONFIG_DATA cannot be used: .*(PEM|no start line)/,
    ],
    [
      "without the file that it names",
      { kubeConfigData: base64(kubeconfig({ users: "[{name: u, user: {client-certificate: /no/such/file}}]" })) },
      /ENOENT/,
    ],
    [
      "with a network that is none",
      { kubeConfigData: base64(kubeconfig()), musterNetworks: ["muster.example.com"] },
      /muster.example.com is no network/,
    ],
  ])("%s", async (_, config, said) => {
    expect(await startWith(config)).toMatch(said);
  });

  it("with what is no YAML, of which nothing is told", async () => {
    const said = await startWith({ kubeConfigData: base64(`${kubeconfig()}users: [hush\n`) });
    expect(said).toMatch(/KUBE_CONFIG_DATA cannot be used: it is no YAML/);
    expect(said).not.toContain("hush");
  });
});
