import { pathNotFound } from "./failure.js";
import { groupVersionOf, type Resource } from "./resources.js";

/** Which versions and resources there are: https://kubernetes.io/docs/concepts/overview/kubernetes-api/#discovery-api */
export function discover(path: string, resources: readonly Resource[]): unknown {
  const parts = path.split("/").filter((part) => part !== "");
  const groups = [...new Set(resources.map(({ group }) => group))].filter((group) => group !== "");
  if (path === "/version") return version;
  if (["/healthz", "/livez", "/readyz"].includes(path)) return "ok";
  if (path === "/" || path === "")
    return { paths: ["/api", "/api/v1", "/apis", ...groups.map((group) => `/apis/${group}`)] };
  if (parts[0] === "api") {
    if (parts.length === 1) return { kind: "APIVersions", versions: ["v1"], serverAddressByClientCIDRs: [] };
    if (parts.length === 2 && parts[1] === "v1") return resourceList("v1", resources);
  }
  if (parts[0] === "apis") {
    if (parts.length === 1)
      return { kind: "APIGroupList", apiVersion: "v1", groups: groups.map((name) => groupOf(name, resources)) };
    const [, name = "", of] = parts;
    if (parts.length === 2 && groups.includes(name))
      return { kind: "APIGroup", apiVersion: "v1", ...groupOf(name, resources) };
    const isThere = resources.some((resource) => groupVersionOf(resource) === `${name}/${of}`);
    if (parts.length === 3 && isThere) return resourceList(`${name}/${of}`, resources);
  }
  throw pathNotFound();
}

const version = {
  major: "1",
  minor: "33",
  gitVersion: "v1.33.1",
  gitCommit: "0000000000000000000000000000000000000000",
  gitTreeState: "clean",
  buildDate: "2025-05-15T08:19:08Z",
  goVersion: "go1.24.2",
  compiler: "gc",
  platform: "linux/amd64",
};

function groupOf(name: string, resources: readonly Resource[]): object {
  const versions = resources
    .filter((resource) => resource.group === name)
    .map((resource) => ({ groupVersion: groupVersionOf(resource), version: resource.version }));
  return { name, versions: versions.slice(0, 1), preferredVersion: versions[0] };
}

function resourceList(groupVersion: string, resources: readonly Resource[]): object {
  const offered = resources.filter((resource) => groupVersionOf(resource) === groupVersion);
  return {
    kind: "APIResourceList",
    apiVersion: "v1",
    groupVersion,
    resources: offered.flatMap((resource) => [
      {
        name: resource.plural,
        singularName: resource.singular,
        namespaced: resource.isNamespaced,
        kind: resource.kind,
        verbs: resource.verbs,
        ...(resource.shortNames && { shortNames: resource.shortNames }),
      },
      ...resource.subresources.map((name) => ({
        name: `${resource.plural}/${name}`,
        singularName: "",
        namespaced: resource.isNamespaced,
        kind: resource.kind,
        verbs: name === "log" ? ["get"] : ["get", "patch", "update"],
      })),
    ]),
  };
}
