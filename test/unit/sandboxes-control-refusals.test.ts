import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HostError } from "../../src/sandboxes/host.js";
import type { SandboxReason } from "../../src/sandboxes/model.js";
import { ControlWorld } from "../support/control-world.js";

const second = 1_000;
const minute = 60 * second;

describe("a sandbox", () => {
  let world: ControlWorld;

  beforeEach(async () => {
    world = new ControlWorld();
    await world.boot();
  });

  afterEach(() => world.close());

  describe("that its host does not take", () => {
    it("is tried again, later each time, as long as it passes", async () => {
      let refusals = 0;
      world.host.refuse = () => {
        if (++refusals <= 4) throw new HostError("HOST_QUOTA", "Full.", { isPassing: true });
      };
      const id = await world.request();
      expect(world.ledger.get(id)).toMatchObject({ status: "PENDING", postponements: 1 });
      await world.advance(30 * second);
      expect(world.ledger.get(id)).toMatchObject({ status: "READY", postponements: 4 });
    });

    it("waits as long as its host says", async () => {
      world.host.refuse = () => {
        throw new HostError("HOST_UNREACHABLE", "Later.", { isPassing: true, retryAfterMs: 100_000 });
      };
      const id = await world.request();
      world.host.refuse = () => undefined;
      await world.advance(99 * second);
      expect(world.ledger.get(id).status).toBe("PENDING");
      await world.advance(5 * second);
      expect(world.ledger.get(id).status).toBe("READY");
    });

    it("is given up with its reason when it should have been ready", async () => {
      world.host.refuse = () => {
        throw new HostError("HOST_QUOTA", "Full.", { isPassing: true });
      };
      const id = await world.request();
      await world.advance(6 * minute);
      expect(world.ledger.get(id)).toMatchObject({ status: "FAILED", reason: "HOST_QUOTA", message: "Full." });
      expect(world.ledger.get(id).releasedAt).not.toBeNull();
    });

    it.each<SandboxReason>(["HOST_FORBIDDEN", "HOST_REFUSED", "IMAGE_INVALID"])(
      "fails at once for %s",
      async (reason) => {
        world.host.refuse = () => {
          throw new HostError(reason, "Never.", { isPassing: false });
        };
        const id = await world.request();
        expect(world.ledger.get(id)).toMatchObject({ status: "FAILED", reason, message: "Never." });
        expect(world.host.orders).toHaveLength(1);
      },
    );
  });

  describe("that does not start", () => {
    beforeEach(() => void (world.host.runsAtOnce = false));

    const afterMs = async (reason: SandboxReason, byMs: number) => {
      const id = await world.request();
      world.host.say(id, { reason, message: "Trouble." });
      await world.settle();
      await world.advance(byMs);
      return world.ledger.get(id);
    };

    it("fails at once for an image that is none", async () => {
      expect(await afterMs("IMAGE_INVALID", 0)).toMatchObject({ status: "FAILED", reason: "IMAGE_INVALID" });
    });

    it("is borne with for a minute while its image cannot be fetched", async () => {
      expect((await afterMs("IMAGE_PULL_FAILED", 58 * second)).status).toBe("PROVISIONING");
      expect(await afterMs("IMAGE_PULL_FAILED", 61 * second)).toMatchObject({
        ...{ status: "FAILED", reason: "IMAGE_PULL_FAILED", message: "Trouble." },
      });
    });

    it("is borne with until it should have been ready while no machine has room", async () => {
      expect((await afterMs("UNSCHEDULABLE", 4 * minute)).status).toBe("PROVISIONING");
      expect(await afterMs("UNSCHEDULABLE", 5 * minute + second)).toMatchObject({
        ...{ status: "FAILED", reason: "PROVISIONING_TIMEOUT" },
        message: "It was not ready in time: UNSCHEDULABLE: Trouble.",
      });
      expect(world.host.refs).toEqual([]);
    });

    it("is ready when its trouble passes", async () => {
      const { id } = await afterMs("IMAGE_PULL_FAILED", 30 * second);
      world.host.say(id, { reason: null, message: null });
      await world.advance(50 * second);
      expect(world.ledger.get(id).status).toBe("PROVISIONING");
      world.host.run(id);
      await world.settle();
      expect(world.ledger.get(id).status).toBe("READY");
    });
  });
});

describe("a host that does not isolate", () => {
  const local = async (allowUntrusted: boolean) => {
    const world = new ControlWorld({ hostId: "local:here", config: { allowUntrusted } });
    world.host.isolates = false;
    world.neighbours.foreign.add("stranger");
    await world.boot();
    return world;
  };

  it("runs what the operator's tenant asks for, and no other's", async () => {
    const world = await local(false);
    const [own, strange] = [await world.request(), await world.request({ tenantId: "stranger" })];
    expect(world.ledger.get(own).status).toBe("READY");
    expect(world.ledger.get(strange)).toMatchObject({ status: "FAILED", reason: "UNTRUSTED" });
    expect(world.host.orders).toHaveLength(1);
    await world.close();
  });

  it("runs everybody's where the operator says so", async () => {
    const world = await local(true);
    expect(world.ledger.get(await world.request({ tenantId: "stranger" })).status).toBe("READY");
    await world.close();
  });
});
