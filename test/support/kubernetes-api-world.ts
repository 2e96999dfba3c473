import { request } from "node:http";
import { BatchV1Api, CoreV1Api, KubeConfig } from "@kubernetes/client-node";
import { onTestFinished } from "vitest";
import { eventually } from "./eventually.js";
import {
  startKubernetesApi,
  type KubeObject,
  type KubernetesApi,
  type KubernetesApiOptions,
  type ObjectMeta,
  type Pod,
} from "./kubernetes-api/index.js";

export const namespace = "muster-sandboxes";
export const podsPath = `/api/v1/namespaces/${namespace}/pods`;
export const secretsPath = `/api/v1/namespaces/${namespace}/secrets`;
export const jobsPath = `/apis/batch/v1/namespaces/${namespace}/jobs`;

export interface Reply {
  readonly code: number;
  readonly body: Said;
  readonly text: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** JSON as the server says it: an object, a list or a Status. */
export interface Said {
  readonly metadata: ObjectMeta & { readonly continue?: string };
  readonly items: readonly KubeObject[];
  readonly message: string;
  readonly [field: string]: unknown;
}

export interface Ask {
  readonly body?: unknown;
  readonly type?: string;
  readonly token?: string | null;
}

/** A double that is stopped with the test, without TLS, and requests to it as they are on the wire. */
export class ApiWorld {
  readonly api: KubernetesApi;

  constructor(api: KubernetesApi) {
    this.api = api;
  }

  static async start(options: KubernetesApiOptions = {}): Promise<ApiWorld> {
    const api = await startKubernetesApi({ isSecure: false, ...options });
    onTestFinished(() => api.stop());
    return new ApiWorld(api);
  }

  get core(): CoreV1Api {
    return this.#config().makeApiClient(CoreV1Api);
  }

  get batch(): BatchV1Api {
    return this.#config().makeApiClient(BatchV1Api);
  }

  ask(
    method: string,
    path: string,
    { body, type = "application/json", token = this.api.access.token }: Ask = {},
  ): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const bytes = body === undefined ? null : Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
      const headers = {
        ...(token !== null && { authorization: `Bearer ${token}` }),
        // Of a DELETE node would not tell the length by itself, and send no body.
        ...(bytes && { "content-type": type, "content-length": String(bytes.length) }),
      };
      const sent = request(this.api.url + path, { method, headers, agent: false }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.once("error", reject);
        response.once("end", () => {
          const text = Buffer.concat(chunks).toString("utf8");
          const isJson = (response.headers["content-type"] ?? "").includes("json");
          const said = (isJson && !path.includes("watch=") ? JSON.parse(text) : {}) as unknown as Said;
          resolve({ code: response.statusCode ?? 0, body: said, text, headers: response.headers });
        });
      });
      sent.once("error", reject);
      sent.end(bytes);
    });
  }

  /** Server-side apply. */
  apply(path: string, body: unknown, { manager = "muster", force = false } = {}): Promise<Reply> {
    return this.ask("PATCH", `${path}?fieldManager=${manager}&force=${force}`, {
      body,
      type: "application/apply-patch+yaml",
    });
  }

  async pod(name: string): Promise<Pod | null> {
    const { code, body } = await this.ask("GET", `${podsPath}/${name}`);
    return code === 200 ? (body as unknown as Pod) : null;
  }

  /** A pod with one container, made by its image. */
  async runPod(name: string, image: string, spec: object = {}): Promise<Reply> {
    return this.ask("POST", podsPath, { body: podOf(name, image, spec) });
  }

  /** When the pod is as the check wants it. */
  async podWhere(name: string, check: (pod: Pod) => boolean): Promise<Pod> {
    return eventually(async () => {
      const pod = await this.pod(name);
      if (!pod || !check(pod)) throw new Error(`not so: ${JSON.stringify(pod?.status)}`);
      return pod;
    });
  }

  /** The only pod of a Job. */
  async podOfJob(name: string): Promise<Pod> {
    return eventually(async () => {
      const { body } = await this.ask("GET", `${podsPath}?labelSelector=job-name%3D${name}`);
      const [pod] = body.items as readonly Pod[];
      if (!pod) throw new Error("no pod yet");
      return pod;
    });
  }

  #config(): KubeConfig {
    const config = new KubeConfig();
    config.loadFromString(this.api.kubeconfig());
    return config;
  }
}

export function podOf(name: string, image: string, spec: object = {}): object {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name },
    spec: { restartPolicy: "Never", containers: [{ name: "main", image }], ...spec },
  };
}

export function jobOf(name: string, image: string, spec: object = {}): object {
  const template = { spec: { restartPolicy: "Never", containers: [{ name: "main", image }] } };
  return { apiVersion: "batch/v1", kind: "Job", metadata: { name }, spec: { backoffLimit: 0, template, ...spec } };
}

export function secretOf(name: string, values: Readonly<Record<string, string>> = {}): object {
  return { apiVersion: "v1", kind: "Secret", metadata: { name }, stringData: values };
}
