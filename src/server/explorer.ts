import { existsSync } from "node:fs";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";

/** Scripts, styles and workers from here only; monaco writes its own style elements and starts its workers from blobs. */
const contentSecurityPolicy = [
  "default-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "worker-src 'self' blob:",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join("; ");

/** The GraphQL explorer at `/explorer`, as the build left it in `directory`. */
export async function addExplorer(app: FastifyInstance, directory: string): Promise<void> {
  if (!existsSync(directory)) {
    app.get("/explorer", (_request, reply) => {
      reply.code(404).type("text/plain; charset=utf-8");
      return "The explorer is not built. Run: npm run build\n";
    });
    return;
  }
  await app.register(fastifyStatic, {
    root: directory,
    prefix: "/explorer",
    redirect: true,
    setHeaders: (reply) => {
      reply.header("content-security-policy", contentSecurityPolicy);
    },
  });
}
