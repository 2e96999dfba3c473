import { join } from "node:path";
import ts from "typescript";
import { walk } from "../source-files.js";
import { findCreations, type Creation } from "./creations.js";
import { textsOf, unknownPart, type Bindings } from "./values.js";

/** A reason that a client may see, with what it comes with. */
export interface Reason {
  readonly reason: string;
  readonly errorCode: string;
  /** What varies in it is `…`. */
  readonly message: string;
}

type CallSites = ReadonlyMap<ts.Node, readonly ts.CallExpression[]>;

/** A call of a function that makes an error, seen from the error. */
interface Step {
  readonly callee: ts.SignatureDeclaration;
  readonly call: ts.CallExpression;
}

/** Stands for a message that differs from case to case. */
const manifold = "Says what is wrong.";
const maxSteps = 4;
const upperSnake = /^[A-Z]+(_[A-Z]+)*$/;

/** Every pair of code and reason that src and resolvers answer, in order: read off the source, through functions that wrap an error. */
export function findReasons(root: string): Reason[] {
  const program = createProgram(root);
  const files = program.getSourceFiles().filter((file) => isOurs(root, file.fileName));
  const calls = findCallSites(program.getTypeChecker(), files);
  const all = files.flatMap(findCreations).flatMap((creation) => resolve(creation, calls, []));
  return merge(all.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)));
}

function createProgram(root: string): ts.Program {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  return ts.createProgram(fileNames, { ...options, noEmit: true });
}

function isOurs(root: string, file: string): boolean {
  return ["src", "resolvers"].some((folder) => file.startsWith(join(root, folder))) && !file.includes("/generated/");
}

function findCallSites(checker: ts.TypeChecker, files: readonly ts.SourceFile[]): CallSites {
  const sites = new Map<ts.Node, ts.CallExpression[]>();
  for (const file of files) {
    walk(file, (node) => {
      if (!ts.isCallExpression(node)) return;
      const callee = checker.getResolvedSignature(node)?.declaration;
      if (callee) sites.set(callee, [...(sites.get(callee) ?? []), node]);
    });
  }
  return sites;
}

/** What a creation gives; where that depends on parameters of the function around it, what it gives at each call of that. */
function resolve(creation: Creation, calls: CallSites, steps: readonly Step[]): Reason[] {
  const bindings = steps.reduceRight<Bindings>((outer, step) => bind(step, outer), new Map());
  const codes = textsOf(creation.code, bindings);
  const reasons = textsOf(creation.reason, bindings);
  if (codes && reasons && !reasons.some((reason) => reason.includes(unknownPart))) {
    const known = reasons.filter((reason) => upperSnake.test(reason));
    const message = (creation.message && textsOf(creation.message, bindings)?.[0]) ?? manifold;
    return codes.flatMap((errorCode) => known.map((reason) => ({ reason, errorCode, message })));
  }
  const place = steps.at(-1)?.call ?? creation.node;
  const callee = ts.findAncestor(place.parent, ts.isFunctionLike);
  if (!callee || steps.length === maxSteps) return [];
  return (calls.get(callee) ?? []).flatMap((call) => resolve(creation, calls, [...steps, { callee, call }]));
}

/** What the parameters stand for at a call, as far as the call or a default says. */
function bind({ callee, call }: Step, outer: Bindings): Bindings {
  const entries = callee.parameters.flatMap(({ name, initializer }, index): [string, readonly string[]][] => {
    const value = call.arguments[index] ?? initializer;
    const texts = value && textsOf(value, outer);
    return texts ? [[name.getText(), texts]] : [];
  });
  return new Map(entries);
}

function keyOf({ errorCode, reason }: Reason): string {
  return `${errorCode} ${reason}`;
}

/** One entry per code and reason. */
function merge(sorted: readonly Reason[]): Reason[] {
  const merged = new Map<string, Reason>();
  for (const entry of sorted) {
    const before = merged.get(keyOf(entry));
    const isSame = !before || before.message === entry.message;
    merged.set(keyOf(entry), isSame ? entry : { ...entry, message: manifold });
  }
  return [...merged.values()];
}
