import { expect, it } from "vitest";
import { Signal } from "../../src/platform/signal.js";

it("tells every listener, synchronously and in order of registration", () => {
  const signal = new Signal<number>();
  const heard: string[] = [];
  signal.on((value) => heard.push(`a${value}`));
  signal.on((value) => heard.push(`b${value}`));
  signal.emit(1);
  expect(heard).toEqual(["a1", "b1"]);
});

it("tells nothing to a listener that was taken off, and takes off no other", () => {
  const signal = new Signal<number>();
  const heard: string[] = [];
  const end = signal.on((value) => heard.push(`a${value}`));
  signal.on((value) => heard.push(`b${value}`));
  end();
  end();
  signal.emit(2);
  expect(heard).toEqual(["b2"]);
});

it("goes on when a listener takes itself off while it is told", () => {
  const signal = new Signal<void>();
  const heard: string[] = [];
  const end = signal.on(() => {
    heard.push("once");
    end();
  });
  signal.on(() => heard.push("always"));
  signal.emit();
  signal.emit();
  expect(heard).toEqual(["once", "always", "always"]);
});
