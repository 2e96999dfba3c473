import type {
  V1NetworkPolicy,
  V1NetworkPolicyEgressRule,
  V1NetworkPolicyPeer,
  V1NetworkPolicySpec,
  V1ObjectMeta,
} from "@kubernetes/client-node";
import type { HostOrder } from "../host.js";
import { ownerReference, type Owner } from "./manifests.js";
import { labelsOf, managedLabel, manager, nameOf, refLabel } from "./names.js";

/** `10.0.0.0/8`, `10.1.2.3/32:5432`, `fd00::/8`, `[fd00::/8]:5432`. */
const shapes = [
  /^\[(?<network>[0-9a-fA-F:.]+\/\d{1,3})\](?::(?<port>\d{1,5}))?$/,
  /^(?<network>[\d.]+\/\d{1,2})(?::(?<port>\d{1,5}))?$/,
  /^(?<network>[0-9a-fA-F:.]*:[0-9a-fA-F:.]*\/\d{1,3})$/,
];

export interface Network {
  readonly cidr: string;
  readonly port: number | null;
}

/** Throws for what is none of the forms; whether the addresses in it are some is said by the API. */
export function readNetwork(text: string): Network {
  for (const shape of shapes) {
    const groups = shape.exec(text)?.groups;
    if (groups?.["network"]) return { cidr: groups["network"], port: groups["port"] ? Number(groups["port"]) : null };
  }
  throw new Error(`${text} is no network: expected as 10.0.0.0/8, 10.1.2.3/32:5432 or [fd00::/8]:5432.`);
}

/**
 * Where a machine's cloud tells it of itself, credentials among it: left out of a wider network that somebody asks for, of IPv6 out of the
 * whole. Who means it names it.
 */
const linkLocal = { v4: "169.254.0.0/16", v6: ["fe80::/10", "fd00:ec2::254/128"] } as const;

function exceptIn(cidr: string): string[] {
  const [address = "", bits = ""] = cidr.split("/");
  const width = Number(bits);
  if (!address.includes(":")) {
    const [first, second] = address.split(".").map(Number);
    const isAround = width === 0 || (width < 16 && sharesBits([first ?? 0, second ?? 0], width));
    return isAround ? [linkLocal.v4] : [];
  }
  return width === 0 ? [...linkLocal.v6] : [];
}

function sharesBits([first, second]: readonly [number, number], width: number): boolean {
  const shift = 16 - width;
  return (first * 256 + second) >> shift === (169 * 256 + 254) >> shift;
}

function ruleFor({ cidr, port }: Network): V1NetworkPolicyEgressRule {
  const except = exceptIn(cidr);
  return {
    to: [{ ipBlock: { cidr, ...(except.length > 0 && { except }) } }],
    ...(port !== null && {
      ports: [
        { protocol: "TCP", port },
        { protocol: "UDP", port },
      ],
    }),
  };
}

function policy(metadata: V1ObjectMeta, spec: V1NetworkPolicySpec): V1NetworkPolicy {
  return { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata, spec };
}

const ours = { matchLabels: { [managedLabel]: manager } };
const labels = { [managedLabel]: manager };

const names: V1NetworkPolicyEgressRule = {
  to: [
    {
      namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
      podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
    },
  ],
  ports: [
    { protocol: "UDP", port: 53 },
    { protocol: "TCP", port: 53 },
  ],
};

/** For all sandboxes of the namespace: nothing goes in or out, but to the names' server and to Muster. */
export function basePolicies(to: {
  readonly musterNamespace: string;
  readonly musterNetworks: readonly string[];
}): V1NetworkPolicy[] {
  const muster: V1NetworkPolicyPeer = {
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": to.musterNamespace } },
    podSelector: { matchLabels: { "app.kubernetes.io/name": "muster" } },
  };
  const networks = to.musterNetworks.map((text) => ruleFor(readNetwork(text)));
  return [
    policy({ name: "muster-deny-all", labels }, { podSelector: ours, policyTypes: ["Ingress", "Egress"] }),
    policy(
      { name: "muster-allow-muster", labels },
      { podSelector: ours, policyTypes: ["Egress"], egress: [names, { to: [muster] }, ...networks] },
    ),
  ];
}

/** What one sandbox may reach beside. */
export function policyOf(order: Pick<HostOrder, "ref" | "tenantId" | "egress">, owner: Owner): V1NetworkPolicy {
  const podSelector = { matchLabels: { [refLabel]: order.ref } };
  const egress = order.egress.map((text) => ruleFor(readNetwork(text)));
  const metadata = { name: nameOf(order.ref), labels: labelsOf(order), ownerReferences: [ownerReference(owner)] };
  return policy(metadata, { podSelector, policyTypes: ["Egress"], egress });
}
