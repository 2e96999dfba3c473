import fc from "fast-check";
import { expect, it } from "vitest";
import { GuestFiles, HostFiles, type How, type Operation } from "../support/wasi-host-files.js";

// Few names, so that operations meet: the same thing is made, moved and removed by many paths.
const name = fc.constantFrom("a", "b", "c", "l", ".", "..");
const path = fc
  .tuple(fc.array(name, { minLength: 1, maxLength: 4 }), fc.constantFrom("", "", "", "/", "//"))
  .map(([names, end]) => names.join("/") + end);

const how: fc.Arbitrary<How[]> = fc.oneof(
  fc.subarray<How>(["create", "new", "empty", "follow", "append"]).map((list): How[] => [...list, "write"]),
  fc.subarray<How>(["create", "new", "follow"]),
  fc.subarray<How>(["follow"]).map((list): How[] => [...list, "directory"]),
);

const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({ do: fc.constant("open"), path, how, text: fc.constantFrom("", "one", "four") }),
  fc.record({ do: fc.constantFrom("mkdir", "mkdir", "rmdir", "unlink", "readlink", "stat", "lstat"), path }),
  fc.record({ do: fc.constantFrom("rename", "rename", "link", "symlink"), path, to: path }),
  fc.record({ do: fc.constant("resize"), path, size: fc.nat({ max: 20 }) }),
) as fc.Arbitrary<Operation>;

/** What leaves the sandbox is EPERM to the guest alone; the host must not even try. */
const refused = "PERM";

it.runIf(process.platform === "linux")("does to its files what Linux does to its own, fault by fault", () => {
  fc.assert(
    fc.property(fc.array(operation, { minLength: 1, maxLength: 60 }), (operations) => {
      const guest = new GuestFiles();
      const host = new HostFiles();
      try {
        for (const one of operations) {
          const answer = guest.run(one);
          if (answer !== refused) expect([one, answer]).toEqual([one, host.run(one)]);
        }
        expect(guest.tree()).toEqual(host.tree());
      } finally {
        host.remove();
      }
    }),
    { numRuns: 150 },
  );
});
