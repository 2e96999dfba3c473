import { describe, expect, it } from "vitest";
import { agentSandboxes } from "../../src/sandboxes/kubernetes/agent-sandboxes.js";
import { jobOf, secretOf, type PodSettings } from "../../src/sandboxes/kubernetes/manifests.js";
import { nameOf } from "../../src/sandboxes/kubernetes/names.js";
import { basePolicies, policyOf } from "../../src/sandboxes/kubernetes/networks.js";
import { hostOrder } from "../support/host-orders.js";
import { strictProblems } from "../support/kubernetes-schema.js";

const bare: PodSettings = { runtimeClass: null, pullSecrets: [], nodeSelector: [], tolerations: [] };
const full: PodSettings = {
  runtimeClass: "gvisor",
  pullSecrets: ["registry"],
  nodeSelector: ["pool=sandboxes", "zone="],
  tolerations: ["sandboxes=true:NoSchedule", "spot:NoExecute"],
};
const owner = { apiVersion: "batch/v1", kind: "Job", name: "muster-sandbox-1", uid: "u-1" };
const file = { path: "config/settings.json", base64: Buffer.from("{}").toString("base64") };
const whole = { path: "Job", isPartial: false };

function podOf(order = hostOrder(), settings = bare) {
  const pod = jobOf(order, settings).spec?.template.spec;
  const [container] = pod?.containers ?? [];
  if (!pod || !container) throw new Error("A Job has no container.");
  return { pod, container };
}

describe("a Job", () => {
  it("is as Kubernetes knows it, down to each field", () => {
    const order = hostOrder({ command: ["sh"], args: ["-c", "true"], files: [file], labels: { team: "a b" } });
    for (const settings of [bare, full]) expect(strictProblems("V1Job", jobOf(order, settings), whole)).toEqual([]);
  });

  it("is the same for the same order", () => {
    const order = hostOrder({ files: [file] });
    expect(jobOf(order, full)).toEqual(jobOf(structuredClone(order), full));
  });

  it("is tried once, ends by itself, and is taken away by the cluster should nobody else do it", () => {
    expect(jobOf(hostOrder({ maxAgeMs: 1_500 }), bare).spec).toMatchObject({
      ...{ backoffLimit: 0, completions: 1, parallelism: 1, activeDeadlineSeconds: 2, ttlSecondsAfterFinished: 3600 },
      template: { spec: { restartPolicy: "Never" } },
    });
  });

  it("keeps to the restricted Pod Security Standard, and knows no way to the cluster", () => {
    const { pod, container } = podOf(hostOrder({ files: [file] }), full);
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
    });
    expect(pod.securityContext?.runAsUser).toBeGreaterThanOrEqual(1000);
    for (const field of ["hostNetwork", "hostPID", "hostIPC", "serviceAccountName"])
      expect(pod).not.toHaveProperty(field);
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
    for (const volume of pod.volumes ?? [])
      expect(Object.keys(volume).sort()).toEqual([
        expect.stringMatching(/^emptyDir|name$/),
        expect.stringMatching(/^name|secret$/),
      ]);
  });

  it("asks for just what it may use at most", () => {
    const { pod, container } = podOf(hostOrder({ cpuMillis: 1500, memoryBytes: 2 ** 30, storageBytes: 3 * 2 ** 20 }));
    const amounts = { cpu: "1500m", memory: "1Gi", "ephemeral-storage": "3Mi" };
    expect(container.resources).toEqual({ requests: amounts, limits: amounts });
    expect(pod.volumes?.map(({ emptyDir }) => emptyDir?.sizeLimit)).toEqual(["3Mi", "3Mi"]);
    expect(container.workingDir).toBe("/workspace");
  });

  it("has a home and a place for temporary files that it can write to, unless it was told others", () => {
    const valueOf = (env: Record<string, string>, name: string) =>
      podOf(hostOrder({ env }))
        .container.env?.filter((each) => each.name === name)
        .map(({ value }) => value);
    expect([valueOf({}, "HOME"), valueOf({}, "TMPDIR")]).toEqual([["/workspace"], ["/tmp"]]);
    expect(valueOf({ HOME: "/workspace/me" }, "HOME")).toEqual(["/workspace/me"]);
  });

  it("says where its pod may go", () => {
    expect(podOf(hostOrder(), full).pod).toMatchObject({
      runtimeClassName: "gvisor",
      imagePullSecrets: [{ name: "registry" }],
      nodeSelector: { pool: "sandboxes", zone: "" },
      tolerations: [
        { key: "sandboxes", operator: "Equal", value: "true", effect: "NoSchedule" },
        { key: "spot", operator: "Exists", effect: "NoExecute" },
      ],
    });
    for (const field of ["runtimeClassName", "imagePullSecrets", "nodeSelector", "tolerations"])
      expect(podOf().pod).not.toHaveProperty(field);
  });

  it("has no secret and no file in it", () => {
    const job = JSON.stringify(jobOf(hostOrder({ files: [file] }), bare));
    expect(job).not.toContain("muster_key_secret");
    expect(job).not.toContain(file.base64);
  });

  it("passes on what a client has written as it is, dollars too", () => {
    const text = "$(MUSTER_API_KEY) $$ $x $";
    const { container } = podOf(hostOrder({ command: [text], args: [text], env: { A: text } }));
    // As the machine reads them: https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
    const read = (written = ""): string =>
      written.replaceAll(/\$\$|\$\(\w+\)/g, (found) => (found === "$$" ? "$" : "?"));
    expect(read(container.command?.[0])).toBe(text);
    expect(read(container.args?.[0])).toBe(text);
    expect(read(container.env?.find(({ name }) => name === "A")?.value)).toBe(text);
  });

  it("has the client's labels as annotations, but for names that none can have", () => {
    const labels = { team: "a b/ü", "x/y": "no", "": "no", ["k".repeat(56)]: "yes", ["k".repeat(57)]: "no" };
    expect(jobOf(hostOrder({ labels }), bare).metadata?.annotations).toEqual({
      "muster.dev/label.team": "a b/ü",
      [`muster.dev/label.${"k".repeat(56)}`]: "yes",
    });
  });

  it("leaves out whose it is for one that waits in the pool", () => {
    const { labels } =
      jobOf(hostOrder({ ref: "warm_01h00000000000000000000000", tenantId: null }), bare).metadata ?? {};
    expect(labels).toEqual({
      "app.kubernetes.io/managed-by": "muster",
      "muster.dev/ref": "warm_01h00000000000000000000000",
    });
  });
});

describe("a Secret", () => {
  it("is as Kubernetes knows it, and belongs to the Job", () => {
    const secret = secretOf(hostOrder({ files: [file] }), owner);
    expect(strictProblems("V1Secret", secret, whole)).toEqual([]);
    expect(secret?.metadata?.ownerReferences).toEqual([{ ...owner, blockOwnerDeletion: true }]);
  });

  it("has what the pod mounts and takes into its environment", () => {
    const order = hostOrder({ files: [file, { path: "b", base64: "" }] });
    const { data = {}, metadata } = secretOf(order, owner) ?? {};
    const { pod, container } = podOf(order);
    const wanted = container.env?.flatMap(({ valueFrom }) => valueFrom?.secretKeyRef ?? []) ?? [];
    expect(wanted.map(({ name, key }) => [name, Buffer.from(data[key ?? ""] ?? "", "base64").toString()])).toEqual([
      [metadata?.name, "muster_key_secret"],
    ]);
    const mounts = container.volumeMounts?.filter(({ name }) => name === "files") ?? [];
    expect(mounts.map(({ mountPath, subPath }) => [mountPath, data[subPath ?? ""]])).toEqual([
      ["/workspace/config/settings.json", file.base64],
      ["/workspace/b", ""],
    ]);
    expect(pod.volumes?.at(-1)?.secret?.secretName).toBe(metadata?.name);
  });

  it("is not made where there is nothing to keep", () => {
    expect(secretOf(hostOrder({ secrets: {} }), owner)).toBeNull();
  });
});

describe("names", () => {
  it("differ as refs do, and are RFC 1123 labels with room for what a pod's name appends", () => {
    const refs = [
      "sandbox_01h",
      "warm_01h",
      "Sandbox_01h",
      "sandbox-01h",
      "x".repeat(200),
      "ü",
      `sandbox_${"a".repeat(60)}`,
      "",
    ];
    const names = refs.map(nameOf);
    expect(new Set(names).size).toBe(refs.length);
    for (const name of names) expect(name).toMatch(/^[a-z0-9]([a-z0-9-]{0,55}[a-z0-9])$/);
    expect(nameOf("sandbox_01h")).toBe("muster-sandbox-01h");
  });
});

describe("a NetworkPolicy", () => {
  const to = { musterNamespace: "muster", musterNetworks: ["10.1.2.3/32:443", "[fd00::1/128]:443"] };

  it("is as Kubernetes knows it", () => {
    const policies = [...basePolicies(to), policyOf(hostOrder({ egress: ["10.0.0.0/8"] }), owner)];
    for (const policy of policies) expect(strictProblems("V1NetworkPolicy", policy, whole)).toEqual([]);
  });

  it("denies all but names and Muster to what is ours", () => {
    const [deny, allow] = basePolicies(to);
    const podSelector = { matchLabels: { "app.kubernetes.io/managed-by": "muster" } };
    expect(deny?.spec).toEqual({ podSelector, policyTypes: ["Ingress", "Egress"] });
    expect(allow?.spec?.podSelector).toEqual(podSelector);
    expect(allow?.spec?.ingress).toBeUndefined();
    expect(allow?.spec?.egress?.map((rule) => rule.to)).toEqual([
      [
        {
          namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
          podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
        },
      ],
      [
        {
          namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "muster" } },
          podSelector: { matchLabels: { "app.kubernetes.io/name": "muster" } },
        },
      ],
      [{ ipBlock: { cidr: "10.1.2.3/32" } }],
      [{ ipBlock: { cidr: "fd00::1/128" } }],
    ]);
  });

  it("opens the named networks to one sandbox alone, never what clouds tell machines of themselves unless it is named", () => {
    const egress = [
      "10.1.2.3/32:5432",
      "fd00::/8",
      "0.0.0.0/0",
      "168.0.0.0/7",
      "::/0",
      "169.254.169.254/32",
      "170.0.0.0/8",
    ];
    const order = hostOrder({ egress });
    const { metadata, spec } = policyOf(order, owner);
    expect(metadata).toMatchObject({
      name: nameOf(order.ref),
      ownerReferences: [{ ...owner, blockOwnerDeletion: true }],
    });
    expect(spec?.podSelector).toEqual({ matchLabels: { "muster.dev/ref": order.ref } });
    expect(spec?.egress?.[0]?.ports).toEqual([
      { protocol: "TCP", port: 5432 },
      { protocol: "UDP", port: 5432 },
    ]);
    const blocks = spec?.egress?.map((rule) => rule.to?.[0]?.ipBlock);
    expect(blocks).toEqual([
      { cidr: "10.1.2.3/32" },
      { cidr: "fd00::/8" },
      { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] },
      { cidr: "168.0.0.0/7", except: ["169.254.0.0/16"] },
      { cidr: "::/0", except: ["fe80::/10", "fd00:ec2::254/128"] },
      { cidr: "169.254.169.254/32" },
      { cidr: "170.0.0.0/8" },
    ]);
  });

  it.each(["", "10.0.0.0", "fd00::/8:53", "example.com", "10.0.0.0/8:", "10.0.0.0/8:x"])(
    "is not made of %j",
    (text) => {
      expect(() => policyOf(hostOrder({ egress: [text] }), owner)).toThrow("is no network");
    },
  );
});

describe("a Sandbox", () => {
  it("has the pod of a Job, which ends by itself, and is shut down should that never begin", () => {
    const order = hostOrder({ maxAgeMs: 60_000, files: [file] });
    const nowMs = Date.parse("2026-11-27T08:00:00.500Z");
    const made = agentSandboxes("sandboxes", full).manifestOf(order, nowMs) as unknown as {
      spec: { podTemplate: { metadata: unknown; spec: object } };
    };
    const { metadata, spec } = jobOf(order, full).spec?.template ?? {};
    expect(made).toMatchObject({
      apiVersion: "agents.x-k8s.io/v1alpha1",
      kind: "Sandbox",
      metadata: { name: nameOf(order.ref) },
      spec: { replicas: 1, shutdownTime: "2026-11-27T08:02:00Z", shutdownPolicy: "Retain" },
    });
    expect(made.spec.podTemplate).toEqual({ metadata, spec: { ...spec, activeDeadlineSeconds: 60 } });
    expect(strictProblems("V1PodSpec", made.spec.podTemplate.spec, whole)).toEqual([]);
  });
});
