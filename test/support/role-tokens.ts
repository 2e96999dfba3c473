import { payloadOf, type AppWorld } from "./app-world.js";
import type { Role } from "../../src/identity/index.js";

const password = "correct horse battery";

let count = 0;

/** A tenant of its own, seen from outside: a bearer token of each role. */
export interface RoleTokens {
  readonly tenantId: string;
  readonly adminId: string;
  readonly agentId: string;
  readonly serviceKeyId: string;
  readonly tokens: Readonly<Record<Role, string>>;
}

/** Creates a tenant with somebody of each role in it. */
export async function createTenantWithRoles(world: AppWorld): Promise<RoleTokens> {
  const name = `tenant-${(count += 1)}`;
  const adminEmail = `admin@${name}.test`;
  const created = await world.asAdmin(
    "mutation ($input: CreateTenantInput!) { createTenant(input: $input) { tenant { id } admin { id } } }",
    { input: { name, adminEmail, adminPassword: password } },
  );
  const { tenant, admin } = payloadOf(created, "createTenant") as Record<"tenant" | "admin", { readonly id: string }>;
  const ADMIN = await signIn(world, adminEmail);
  const ask = async (query: string, field: string, input: Record<string, unknown>): Promise<unknown> =>
    payloadOf(await world.call(query, { input }, ADMIN), field);
  const person = async (role: Role): Promise<string> => {
    const email = `${role.toLowerCase()}@${name}.test`;
    await ask("mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } } }", "createUser", {
      email,
      name,
      role,
      password,
    });
    return signIn(world, email);
  };
  const service = (await ask(
    "mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { apiKey { id } secret } }",
    "createApiKey",
    { name },
  )) as { readonly apiKey: { readonly id: string }; readonly secret: string };
  const { agent, apiKey } = (await ask(
    "mutation ($input: RegisterAgentInput!) { registerAgent(input: $input) { agent { id } apiKey } }",
    "registerAgent",
    { name, capabilities: [] },
  )) as { readonly agent: { readonly id: string }; readonly apiKey: string };
  const [SUPERVISOR, DEVELOPER, VIEWER] = [
    await person("SUPERVISOR"),
    await person("DEVELOPER"),
    await person("VIEWER"),
  ];
  return {
    tenantId: tenant.id,
    adminId: admin.id,
    agentId: agent.id,
    serviceKeyId: service.apiKey.id,
    tokens: { ADMIN, SUPERVISOR, DEVELOPER, VIEWER, SERVICE: service.secret, AGENT: apiKey },
  };
}

async function signIn({ call }: AppWorld, email: string): Promise<string> {
  const query = "mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }";
  const payload = payloadOf(await call(query, { input: { email, password } }), "signIn");
  return (payload as { readonly accessToken: string }).accessToken;
}
