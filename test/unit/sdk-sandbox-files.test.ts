import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeFiles } from "../../sdk/src/sandbox/launcher-files.js";

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "muster-files-"));
});
afterEach(() => rm(directory, { recursive: true }));

describe("the files of a sandbox", () => {
  it.each(["../x", "/x", "a/../../x", "a//b", "./x", "a/.", "", "a\\b", "a\0b"])(
    "are not written to %j",
    async (path) => {
      await expect(writeFiles(directory, [{ path, base64: "" }])).rejects.toThrow(
        "no path below the working directory",
      );
    },
  );

  it("are not written through links that lead out", async () => {
    const outside = await mkdtemp(join(tmpdir(), "muster-outside-"));
    await writeFile(join(outside, "kept"), "kept");
    await symlink(outside, join(directory, "link"));
    await symlink(join(outside, "kept"), join(directory, "file"));
    for (const path of ["link/x", "link/deep/x", "file"]) {
      await expect(writeFiles(directory, [{ path, base64: btoa("x") }])).rejects.toThrow();
    }
    expect(await readFile(join(outside, "kept"), "utf8")).toBe("kept");
    expect(await readdir(outside)).toEqual(["kept"]);
    await rm(outside, { recursive: true });
  });

  it("take the place of files that are there", async () => {
    await writeFile(join(directory, "a"), "longer than what comes");
    await writeFiles(directory, [{ path: "a", base64: btoa("short") }]);
    expect(await readFile(join(directory, "a"), "utf8")).toBe("short");
  });
});
