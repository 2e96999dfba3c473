import { chmod, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Container, Pod, Secret, Volume, VolumeMount } from "./objects.js";
import type { Registry } from "./registry.js";
import { secrets } from "./resources.js";

/** Where the paths of a container are on this machine: it has no file system of its own here. */
export interface PathMap {
  /** Where it would be; volumes are shared by the containers of a pod. */
  resolve(path: string): string;
  /** With the paths of volumes at its beginning replaced. */
  replace(text: string): string;
}

/** Makes the volumes of a pod be there for a container, in a folder of the pod. */
export async function layOut(
  registry: Registry,
  pod: Pod,
  { container, folder }: { container: Container; folder: string },
): Promise<PathMap> {
  const { volumes = [] } = pod.spec;
  const mounts = [...(container.volumeMounts ?? [])].sort((a, b) => a.mountPath.length - b.mountPath.length);
  const folders = mounts.filter(({ subPath, name }) => !subPath && !isSecret(volumes, name));
  const root = join(folder, container.name);
  const resolve = (path: string): string => {
    const mount = folders.toReversed().find(({ mountPath }) => isWithin(path, mountPath));
    return mount ? join(folder, "volumes", mount.name, path.slice(mount.mountPath.length)) : join(root, path);
  };
  const places = mounts.map(({ mountPath }) => mountPath);
  const replace = (text: string): string => (places.some((place) => isWithin(text, place)) ? resolve(text) : text);
  for (const { name } of folders) await mkdir(join(folder, "volumes", name), { recursive: true });
  for (const mount of mounts) {
    const volume = volumes.find(({ name }) => name === mount.name);
    if (volume?.secret) await mountSecret(secretFiles(registry, pod, volume), mount, resolve);
    else if (mount.subPath) await mkdir(resolve(mount.mountPath), { recursive: true });
  }
  await mkdir(resolve(container.workingDir ?? "/"), { recursive: true });
  return { resolve, replace };
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder.replace(/\/$/, "")}/`);
}

function isSecret(volumes: readonly Volume[], name: string): boolean {
  return volumes.some((volume) => volume.name === name && volume.secret !== undefined);
}

interface SecretFile {
  readonly path: string;
  readonly bytes: Buffer;
  readonly mode: number;
}

function secretFiles(registry: Registry, { metadata }: Pod, { secret }: Volume): SecretFile[] {
  if (!secret) return [];
  const { namespace = "" } = metadata;
  const { data = {} } = (registry.find({ resource: secrets, namespace, name: secret.secretName }) ??
    {}) as Partial<Secret>;
  const items = secret.items ?? Object.keys(data).map((key) => ({ key, path: key }));
  const mode = secret.defaultMode ?? 0o644;
  return items.flatMap(({ key, path }) => {
    const value = data[key];
    return value === undefined ? [] : [{ path, bytes: Buffer.from(value, "base64"), mode }];
  });
}

/** All of it as a folder, or one file of it in its own place. */
async function mountSecret(
  files: readonly SecretFile[],
  { mountPath, subPath }: VolumeMount,
  resolve: (path: string) => string,
): Promise<void> {
  const below = subPath ? files.filter(({ path }) => isWithin(path, subPath)) : files;
  for (const { path, bytes, mode } of below) {
    const at = resolve(subPath ? mountPath + path.slice(subPath.length) : `${mountPath}/${path}`);
    await mkdir(dirname(at), { recursive: true });
    await writeFile(at, bytes);
    await chmod(at, mode);
  }
  // A path that the volume does not have is an empty folder: the kubelet makes it.
  if (below.length === 0) await mkdir(resolve(mountPath), { recursive: true });
}
