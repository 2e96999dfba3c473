import { z } from "zod";

/** What client-node has no models of, as far as our manifests use it: kinds of KEDA, of the Prometheus operator, of kustomize. */

const metadata = z.strictObject({
  name: z.string(),
  namespace: z.string(),
  labels: z.record(z.string(), z.string()).optional(),
});
const period = z.string().regex(/^\d+(s|m|h)$/);
const object = (apiVersion: string, kind: string, spec: z.ZodType) =>
  z.strictObject({ apiVersion: z.literal(apiVersion), kind: z.literal(kind), metadata, spec });

const scaleDown = z.strictObject({
  stabilizationWindowSeconds: z.int().max(3600),
  policies: z.array(z.strictObject({ type: z.enum(["Pods", "Percent"]), value: z.int(), periodSeconds: z.int() })),
});

/** KEDA takes the metadata of every scaler as text. */
const trigger = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("postgresql"),
    authenticationRef: z.strictObject({ name: z.string() }),
    metadata: z.strictObject({ query: z.string(), targetQueryValue: z.string().regex(/^\d+$/) }),
  }),
  z.strictObject({
    type: z.literal("cpu"),
    metricType: z.enum(["Utilization", "AverageValue"]),
    metadata: z.strictObject({ value: z.string() }),
  }),
]);

const scaledObject = object(
  "keda.sh/v1alpha1",
  "ScaledObject",
  z.strictObject({
    scaleTargetRef: z.strictObject({ apiVersion: z.string(), kind: z.string(), name: z.string() }),
    pollingInterval: z.int(),
    minReplicaCount: z.int(),
    maxReplicaCount: z.int(),
    fallback: z.strictObject({ failureThreshold: z.int(), replicas: z.int() }),
    advanced: z.strictObject({
      horizontalPodAutoscalerConfig: z.strictObject({ behavior: z.strictObject({ scaleDown }) }),
    }),
    triggers: z.array(trigger).min(1),
  }),
);

const triggerAuthentication = object(
  "keda.sh/v1alpha1",
  "TriggerAuthentication",
  z.strictObject({
    secretTargetRef: z.array(z.strictObject({ parameter: z.literal("connection"), name: z.string(), key: z.string() })),
  }),
);

const serviceMonitor = object(
  "monitoring.coreos.com/v1",
  "ServiceMonitor",
  z.strictObject({
    selector: z.strictObject({ matchLabels: z.record(z.string(), z.string()) }),
    endpoints: z.array(
      z.strictObject({
        port: z.string(),
        path: z.string(),
        interval: period,
        scrapeTimeout: period,
        relabelings: z.array(z.strictObject({ sourceLabels: z.array(z.string()), targetLabel: z.string() })),
      }),
    ),
  }),
);

const rule = z.strictObject({
  alert: z.string(),
  expr: z.string(),
  for: period.optional(),
  labels: z.strictObject({ severity: z.enum(["page", "warn"]) }),
  annotations: z.strictObject({ summary: z.string() }),
});

const prometheusRule = object(
  "monitoring.coreos.com/v1",
  "PrometheusRule",
  z.strictObject({ groups: z.array(z.strictObject({ name: z.string(), rules: z.array(rule).min(1) })) }),
);

const generator = z.strictObject({
  name: z.string(),
  namespace: z.string(),
  behavior: z.literal("merge").optional(),
  envs: z.array(z.string()).optional(),
  literals: z.array(z.string().regex(/^\w+=/)).optional(),
});

const patch = z.strictObject({
  path: z.string(),
  target: z.strictObject({ kind: z.string(), labelSelector: z.string() }).optional(),
});

const kustomizationFields = {
  resources: z.array(z.string()).optional(),
  configMapGenerator: z.array(generator).optional(),
  patches: z.array(patch).optional(),
};

const kustomization = z.strictObject({
  apiVersion: z.literal("kustomize.config.k8s.io/v1beta1"),
  kind: z.literal("Kustomization"),
  components: z.array(z.string()).optional(),
  images: z.array(z.strictObject({ name: z.string(), newName: z.string(), newTag: z.string() })).optional(),
  ...kustomizationFields,
});

const component = z.strictObject({
  apiVersion: z.literal("kustomize.config.k8s.io/v1alpha1"),
  kind: z.literal("Component"),
  ...kustomizationFields,
});

export type Kustomization = z.infer<typeof kustomization>;

const shapes: Readonly<Record<string, z.ZodType>> = {
  "keda.sh/v1alpha1 ScaledObject": scaledObject,
  "keda.sh/v1alpha1 TriggerAuthentication": triggerAuthentication,
  "monitoring.coreos.com/v1 ServiceMonitor": serviceMonitor,
  "monitoring.coreos.com/v1 PrometheusRule": prometheusRule,
  "kustomize.config.k8s.io/v1beta1 Kustomization": kustomization,
  "kustomize.config.k8s.io/v1alpha1 Component": component,
};

/** What is wrong with an object of such a kind; null where there is no shape of it. */
export function shapeProblems(apiVersion: string, kind: string, value: unknown): readonly string[] | null {
  const shape = shapes[`${apiVersion} ${kind}`];
  if (!shape) return null;
  const { error } = shape.safeParse(value);
  return (error?.issues ?? []).map(({ path, message }) => `${kind}.${path.join(".")}: ${message}`);
}
