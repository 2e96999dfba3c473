import { bulkhead, BulkheadRejectedError, type BulkheadPolicy } from "cockatiel";
import { HostError, type HostOrder } from "../host.js";
import type { KubeClient } from "./client.js";
import { secretOf, type Owner } from "./manifests.js";
import { collection, nameOf, pathOf, type Collection } from "./names.js";
import { basePolicies, policyOf, readNetwork } from "./networks.js";
import type { KubeObject } from "./objects.js";
import type { CallLimits, KubernetesConfig } from "./options.js";
import { hostErrorOf, isImmutable } from "./refusals.js";
import type { Manifest, Workload } from "./workload.js";

export interface ProvisioningParts {
  readonly client: KubeClient;
  readonly workload: Workload;
  readonly config: KubernetesConfig;
  readonly limits: CallLimits;
}

/** Makes what a sandbox consists of. */
export class Provisioning {
  readonly #parts: ProvisioningParts;
  readonly #policies: Collection;
  readonly #secrets: Collection;
  /** Nothing runs before the policies are there that keep it from the network. */
  #guarded: Promise<void> | null = null;
  readonly #gate: BulkheadPolicy;

  constructor(parts: ProvisioningParts) {
    const { namespace } = parts.config;
    this.#parts = parts;
    this.#gate = bulkhead(parts.limits.orders, parts.limits.maxWaiting);
    this.#policies = collection("networking.k8s.io/v1", namespace, "networkpolicies");
    this.#secrets = collection("v1", namespace, "secrets");
  }

  /** What holds for all pods of the namespace. */
  applyPolicies(): Promise<void> {
    const { client, config } = this.#parts;
    const apply = async (): Promise<void> => {
      await Promise.all(basePolicies(config).map((policy) => client.apply(this.#policies, policy)));
    };
    const guarded = apply();
    this.#guarded = guarded;
    guarded.catch(() => {
      if (this.#guarded === guarded) this.#guarded = null;
    });
    return guarded;
  }

  /**
   * The workload first, for all else belongs to it and goes with it: a Secret made before would be left behind by a process that dies
   * between the two. Its pod is not held back meanwhile: until the Secret is there the machine does not start the container, and tries again;
   * until the NetworkPolicy is there the pod reaches less than it may. So two calls do where a Job that is first suspended takes three, and
   * whoever finds it half made completes it.
   */
  async provision(order: HostOrder): Promise<void> {
    checkNetworks(order);
    try {
      await this.#gate.execute(() => this.#make(order));
    } catch (error) {
      if (error instanceof BulkheadRejectedError) throw tooMany();
      throw hostErrorOf(error, Object.values(order.secrets));
    }
  }

  async #make(order: HostOrder): Promise<void> {
    const { client, workload } = this.#parts;
    await (this.#guarded ?? this.applyPolicies());
    const made = await this.#applyOrFind(workload.collection, workload.manifestOf(order, client.serverNowMs));
    const owner = this.#ownerOf(made, order.ref);
    const secret = secretOf(order, owner);
    await Promise.all([
      secret && this.#applyOrFind(this.#secrets, secret),
      order.egress.length > 0 && client.apply(this.#policies, policyOf(order, owner)),
    ]);
  }

  /** What is there and cannot be made so is good as it is: the order was given before. */
  async #applyOrFind(where: Collection, manifest: Manifest): Promise<KubeObject> {
    const { client } = this.#parts;
    try {
      return await client.apply(where, manifest);
    } catch (error) {
      // A Secret need not be read, and Muster may not.
      if (!isImmutable(error)) throw error;
      return where === this.#secrets ? manifest : await client.get(pathOf(where, manifest.metadata?.name ?? ""));
    }
  }

  #ownerOf({ metadata }: KubeObject, ref: string): Owner {
    const { kind, apiVersion } = this.#parts.workload;
    if (metadata?.deletionTimestamp !== undefined) {
      throw new HostError("HOST_UNREACHABLE", "What was there before is still being removed.", { isPassing: true });
    }
    return { apiVersion, kind, name: nameOf(ref), uid: metadata?.uid ?? "" };
  }
}

function tooMany(): HostError {
  return new HostError("HOST_UNREACHABLE", "Too many sandboxes wait to be made.", { isPassing: true });
}

/** Before anything is made. */
function checkNetworks({ egress }: HostOrder): void {
  try {
    egress.forEach(readNetwork);
  } catch (error) {
    throw new HostError("HOST_REFUSED", error instanceof Error ? error.message : "No network.", { isPassing: false });
  }
}
