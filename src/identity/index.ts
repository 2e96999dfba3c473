export type { IssuedKey, NewApiKeyInput } from "./api-keys.js";
export type { BootstrapInput, BootstrapOutcome } from "./bootstrap.js";
export { roles, type ApiKey, type Principal, type Role, type Tenant, type Tokens, type User } from "./model.js";
export { createIdentityService, type IdentityConfig, type IdentityOptions, type IdentityService } from "./service.js";
export type { SandboxKey } from "./sandbox-keys.js";
export type { SignInInput } from "./sign-in.js";
export { apiKeyCursor, userCursor, type ApiKeyListInput } from "./store.js";
export type { NewTenantInput, TenantAndAdmin } from "./tenants.js";
export type { NewUserInput, PasswordChangeInput, UserChangeInput } from "./users.js";
