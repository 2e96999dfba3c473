/** `npm run db:prisma -- <words>`: Prisma's own CLI, installed when it is missing. `DATABASE_URL` names the database. */
import { install, isInstalled, runPrisma } from "./command.js";

if (!isInstalled()) install();
const { code } = await runPrisma(process.argv.slice(2));
process.exitCode = code ?? 1;
