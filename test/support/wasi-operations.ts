import fc from "fast-check";
import type { How, Operation } from "./wasi-host-files.js";

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

/** Anything that a program may do to files. */
export const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({ do: fc.constant("open"), path, how, text: fc.constantFrom("", "one", "four") }),
  fc.record({ do: fc.constantFrom("mkdir", "mkdir", "rmdir", "unlink", "readlink", "stat", "lstat"), path }),
  fc.record({ do: fc.constantFrom("rename", "rename", "link", "symlink"), path, to: path }),
  fc.record({ do: fc.constant("resize"), path, size: fc.nat({ max: 20 }) }),
);
