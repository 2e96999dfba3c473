import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../prisma/", import.meta.url));
const { DATABASE_URL } = process.env;

/** Prisma's CLI wants a default export. */
export default {
  schema: `${folder}schema.prisma`,
  migrations: { path: `${folder}migrations` },
  // Commands that read no database work without.
  ...(DATABASE_URL && { datasource: { url: DATABASE_URL } }),
};
