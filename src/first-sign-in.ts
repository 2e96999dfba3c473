import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "./config.js";
import type { IdentityService } from "./identity/index.js";
import type { Service } from "./platform/service.js";

/** How a person comes in for the first time. */
export interface FirstSignIn {
  readonly email: string;
  /** Only when this start has generated it. */
  readonly password: string | null;
  /** Where a generated password was kept, while it is still there. */
  readonly passwordFile: string | null;
}

interface FirstSignInOptions {
  readonly config: Pick<Config, "adminEmail" | "adminPassword" | "dataDir">;
  readonly identity: Pick<IdentityService, "bootstrap">;
}

/** Makes the first tenant and its admin. Runs after the identity service has started. */
export function createFirstSignIn({ config, identity }: FirstSignInOptions): FirstSignIn & Service {
  const path = join(config.dataDir, "admin-password");
  let password: string | null = null;
  return {
    name: "first sign-in",
    email: config.adminEmail,
    get password() {
      return password;
    },
    get passwordFile() {
      return existsSync(path) ? path : null;
    },
    async start() {
      const outcome = await identity.bootstrap({
        email: config.adminEmail,
        password: config.adminPassword,
        keepPassword: async (made) => {
          await mkdir(config.dataDir, { recursive: true });
          await writeFile(path, `${made}\n`, { mode: 0o600 });
        },
      });
      password = outcome.password;
    },
    stop: () => Promise.resolve(),
  };
}
