import { byId } from "../platform/by-id.js";
import type { Database } from "../platform/db/database.js";
import { isId } from "../platform/ids.js";
import {
  encodeCursor,
  parsePage,
  takePage,
  type Page,
  type PageArguments,
  type PageRequest,
} from "../platform/page.js";
import type { ApiKey, Tenant, User } from "./model.js";

const usersByAge = { name: "users.id.asc", keyCount: 1 };
const apiKeysByAge = { name: "api_keys.id.desc", keyCount: 1 };

export interface ApiKeyListInput {
  readonly page: PageArguments;
  readonly includeRevoked: boolean;
}

/** A user's position in the list of users. */
export const userCursor = ({ id }: User): string => encodeCursor(usersByAge, [id]);

/** A key's position in the list of API keys. */
export const apiKeyCursor = ({ id }: ApiKey): string => encodeCursor(apiKeysByAge, [id]);

export async function readTenant({ prisma }: Database, id: string): Promise<Tenant | null> {
  return isId("tenant", id) ? prisma.tenant.findUnique({ where: { id } }) : null;
}

export async function readUserPage({ prisma }: Database, tenantId: string, page: PageArguments): Promise<Page<User>> {
  const request = parsePage(page, usersByAge);
  const rows = await prisma.user.findMany({
    where: { tenantId, ...behind(request, "gt") },
    orderBy: { id: "asc" },
    take: request.first + 1,
    omit: { passwordHash: true },
  });
  return takePage(rows, request);
}

/** Ids that are not of a user of this tenant are left out of the answer. */
export async function readUsers(
  { prisma }: Database,
  tenantId: string,
  ids: readonly string[],
): Promise<Map<string, User>> {
  const wanted = ids.filter((id) => isId("user", id));
  const rows = await prisma.user.findMany({ where: { tenantId, id: { in: wanted } }, omit: { passwordHash: true } });
  return byId(rows);
}

export async function readApiKeyPage(
  { prisma }: Database,
  tenantId: string,
  { page, includeRevoked }: ApiKeyListInput,
): Promise<Page<ApiKey>> {
  const request = parsePage(page, apiKeysByAge);
  const rows = await prisma.apiKey.findMany({
    where: { tenantId, taskId: null, ...(!includeRevoked && { revokedAt: null }), ...behind(request, "lt") },
    orderBy: { id: "desc" },
    take: request.first + 1,
    omit: { secretHash: true },
  });
  return takePage(rows, request);
}

/** Ids that are not of a key of this tenant are left out of the answer. */
export async function readApiKeys(
  { prisma }: Database,
  tenantId: string,
  ids: readonly string[],
): Promise<Map<string, ApiKey>> {
  const wanted = ids.filter((id) => isId("key", id));
  const rows = await prisma.apiKey.findMany({ where: { tenantId, id: { in: wanted } }, omit: { secretHash: true } });
  return byId(rows);
}

/** Ids sort by creation, so an id is a position. */
function behind({ after }: PageRequest, side: "gt" | "lt"): { id?: { gt?: string; lt?: string } } {
  const [id] = after ?? [];
  return id === undefined ? {} : { id: { [side]: id } };
}
