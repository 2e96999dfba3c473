import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { parseAllDocuments } from "yaml";
import { listFiles } from "../../tools/checks/source-files.js";
import { modelOf, strictProblems } from "./kubernetes-schema.js";
import { shapeProblems, type Kustomization } from "./kubernetes-shapes.js";

/** An object of Kubernetes, or what a patch says of one. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: { readonly name: string; readonly namespace?: string; readonly labels?: Record<string, string> };
}

export interface Manifest {
  /** Relative to deploy/kubernetes. */
  readonly file: string;
  readonly object: KubernetesObject;
}

export interface Manifests {
  readonly manifests: readonly Manifest[];
  /** Files of variables, by name. */
  readonly settings: ReadonlyMap<string, string>;
}

const folder = "deploy/kubernetes";
/** Made by hand, and never applied. */
export const secretsFile = "secrets.example.yaml";

export async function readManifests(): Promise<Manifests> {
  const files = (await listFiles(join(process.cwd(), folder))).map((file) => ({
    file,
    text: readFileSync(join(folder, file), "utf8"),
  }));
  const manifests = files
    .filter(({ file }) => file.endsWith(".yaml"))
    .flatMap(({ file, text }) => parse(file, text).map((object) => ({ file, object })));
  const others = files.filter(({ file }) => !file.endsWith(".yaml"));
  return { manifests, settings: new Map(others.map(({ file, text }) => [file, text])) };
}

function parse(file: string, text: string): KubernetesObject[] {
  return parseAllDocuments(text, { uniqueKeys: true, version: "1.2" }).map((document) => {
    const [problem] = [...document.errors, ...document.warnings];
    if (problem) throw new Error(`${file}: ${problem.message}`);
    return document.toJS() as KubernetesObject;
  });
}

export function isKustomization({ file }: Manifest): boolean {
  return file.endsWith("kustomization.yaml");
}

/** Kustomizations by the file that they are. */
export function kustomizationsOf({ manifests }: Manifests): ReadonlyMap<string, Kustomization> {
  const found = manifests.filter(isKustomization);
  return new Map(found.map(({ file, object }) => [file, object as unknown as Kustomization]));
}

/** `names` as files or folders, as the kustomization at `file` sees them. */
function near(file: string, names: readonly string[] = []): string[] {
  return names.map((name) => normalize(join(dirname(file), name)));
}

function patchFiles(all: Manifests): ReadonlySet<string> {
  return new Set(
    [...kustomizationsOf(all)].flatMap(([file, { patches = [] }]) =>
      near(
        file,
        patches.map(({ path }) => path),
      ),
    ),
  );
}

/** What is applied: neither kustomizations nor patches. */
export function objectsOf(all: Manifests): KubernetesObject[] {
  const patches = patchFiles(all);
  return all.manifests
    .filter((manifest) => !isKustomization(manifest) && !patches.has(manifest.file))
    .map(({ object }) => object);
}

/** Unknown fields, wrong types, what is missing: of every document. */
export function typeFindings(all: Manifests): string[] {
  const patches = patchFiles(all);
  return all.manifests.flatMap(({ file, object }) => {
    const { apiVersion, kind } = object;
    const model = modelOf(apiVersion, kind);
    const isPartial = patches.has(file);
    const problems = model
      ? strictProblems(model, object, { path: kind, isPartial })
      : (shapeProblems(apiVersion, kind, object) ?? [`${apiVersion} ${kind}: a kind that nobody checks`]);
    return problems.map((problem) => `${file}: ${problem}`);
  });
}

/** Kustomizations name what exists, and every file is named. */
export function kustomizeFindings(all: Manifests): string[] {
  const files = new Set([...all.manifests.map(({ file }) => file), ...all.settings.keys()]);
  const kustomizations = kustomizationsOf(all);
  const named = [...kustomizations].flatMap(([file, content]) =>
    namedBy(file, content).map((name) => ({ file, name })),
  );
  const missing = named.filter(({ name }) => !files.has(name) && !kustomizations.has(`${name}/kustomization.yaml`));
  const known = new Set([secretsFile, ...kustomizations.keys(), ...named.map(({ name }) => name)]);
  return [
    ...missing.map(({ file, name }) => `${file}: names ${name}, which does not exist`),
    ...[...files].filter((file) => !known.has(file)).map((file) => `${file}: is named by no kustomization`),
    ...patchFindings(all),
  ];
}

function namedBy(file: string, content: Kustomization): string[] {
  const { resources, components, patches = [], configMapGenerator = [] } = content;
  const paths = patches.map(({ path }) => path);
  const envs = configMapGenerator.flatMap((generator) => generator.envs ?? []);
  return [resources, components, paths, envs].flatMap((names) => near(file, names));
}

/** A patch is of something that is there. */
function patchFindings(all: Manifests): string[] {
  const there = new Set(objectsOf(all).map(keyOf));
  return [...kustomizationsOf(all)].flatMap(([file, { patches = [] }]) =>
    patches.flatMap(({ path, target }) => {
      const [at = ""] = near(file, [path]);
      const patched = all.manifests.filter((manifest) => manifest.file === at);
      const lost = target ? [] : patched.filter(({ object }) => !there.has(keyOf(object)));
      return lost.map(({ object }) => `${at}: patches ${keyOf(object)}, which does not exist`);
    }),
  );
}

export function keyOf({ apiVersion, kind, metadata }: KubernetesObject): string {
  return `${apiVersion} ${kind} ${metadata?.namespace ?? ""}/${metadata?.name ?? ""}`;
}
