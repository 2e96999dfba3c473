import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { finished } from "node:stream/promises";
import { expect, it } from "vitest";
import type { BlobWorld, Get } from "./blobs-contract.js";
import { inPieces, named, sampleOf, stopping, type Sample } from "./blobs-samples.js";

const pieceBytes = 10_000;
const unavailable = { code: "UNAVAILABLE", reason: "BLOBS_UNAVAILABLE" };

export function blobLifecycleContract(get: Get): void {
  it("is reachable until it is stopped", async () => {
    const { store } = get();
    expect(await store.isReachable()).toBe(true);
    await store.stop();
    await store.stop();
    expect(await store.isReachable()).toBe(false);
  });

  it("fails what is under way when it is stopped, and takes nothing more", async () => {
    const { store, drafts } = get();
    const { name, bytes } = sampleOf(1_000_000);
    await store.put(name, inPieces(bytes));
    const stream = await store.stream(name);
    const ended = expect(finished(stream)).rejects.toMatchObject(unavailable);
    const other = sampleOf(1_000_000);
    const source = stopping(other.bytes.subarray(0, 500_000), () => void store.stop());

    await expect(store.put(other.name, source)).rejects.toMatchObject(unavailable);

    await ended;
    await store.stop();
    expect(await drafts()).toBe(0);
    const late = inPieces(bytes);
    await expect(store.put(name, late)).rejects.toMatchObject(unavailable);
    expect(late.destroyed).toBe(true);
    await expect(store.read(name)).rejects.toMatchObject(unavailable);
  });

  it("shows nothing of an upload whose process was killed, and sweeps what it left", async () => {
    const world = get();
    const sample = named(Buffer.concat(Array<Buffer>(100).fill(randomBytes(pieceBytes))));
    const { name, bytes } = sample;

    await killInTheMiddle(world, sample);

    expect([await world.store.has(name), await world.keys()]).toEqual([false, []]);
    await expect(world.store.read(name)).rejects.toMatchObject({ code: "NOT_FOUND" });
    const left = await world.drafts();
    expect(await world.store.sweep(60_000)).toBe(0);
    expect(await world.store.sweep(-60_000)).toBe(left);
    expect(await world.drafts()).toBe(0);
    await world.store.put(name, inPieces(bytes));
    expect(Buffer.compare(await world.store.read(name), bytes)).toBe(0);
  });
}

const loader = import.meta.resolve("tsx");
const door = new URL("../../src/platform/blobs/index.ts", import.meta.url).href;
const log = new URL("../../src/platform/log.ts", import.meta.url).href;

/** Gives all but the last piece, says so, and waits. */
function uploader({ factory }: BlobWorld, { name, bytes }: Sample): string {
  return `
    import { Readable } from "node:stream";
    import { ${factory.name} } from "${door}";
    import { silentLog } from "${log}";
    const store = ${factory.name}({ ...${JSON.stringify(factory.options)}, log: silentLog });
    await store.start();
    const piece = Buffer.from("${bytes.subarray(0, pieceBytes).toString("base64")}", "base64");
    let pieces = ${bytes.length / pieceBytes};
    const read = function () {
      if (--pieces > 0) this.push(piece);
      else console.log("stuck");
    };
    setInterval(() => undefined, 1_000);
    await store.put(${JSON.stringify(name)}, new Readable({ read }));
  `;
}

async function killInTheMiddle(world: BlobWorld, sample: Sample): Promise<void> {
  const options = ["--import", loader, "--input-type=module", "--eval", uploader(world, sample)];
  const child = spawn(process.execPath, options, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  const [said] = (await Promise.race([once(child.stdout, "data"), ended])) as [unknown];
  child.kill("SIGKILL");
  expect(String(said)).toBe("stuck\n");
  expect((await ended)[1]).toBe("SIGKILL");
}
