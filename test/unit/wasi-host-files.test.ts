import fc from "fast-check";
import { expect, it } from "vitest";
import { GuestFiles, HostFiles } from "../support/wasi-host-files.js";
import { operation } from "../support/wasi-operations.js";

/** What leaves the sandbox is EPERM to the guest alone; the host must not even try. */
const refused = "PERM";

it.runIf(process.platform === "linux")(
  "does to its files what Linux does to its own, fault by fault",
  () => {
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
      { numRuns: 100 },
    );
  },
  60_000,
);

it("has all its room again when all is removed, whatever was done before", () => {
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 60 }), (operations) => {
      const guest = new GuestFiles({ fileBytes: 200 });
      for (const one of operations) guest.run(one);
      guest.removeAll();
      const filled = { do: "open", path: "x", how: ["create", "write"] } as const;
      expect(guest.run({ ...filled, text: "y".repeat(300) })).toEqual([199, '"']);
      expect(guest.run({ ...filled, how: ["write", "append"], text: "z" })).toEqual(["NOSPC", `"${"y".repeat(199)}`]);
    }),
    { numRuns: 300 },
  );
});
