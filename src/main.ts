import { createApp, type App } from "./app.js";
import { ConfigError, parseConfig, type Config } from "./config.js";
import { createLog } from "./platform/log.js";

function readConfig(): Config {
  try {
    return parseConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return process.exit(1);
  }
}

function welcome({ url, firstSignIn }: App, { roles }: Config): string {
  const { email, password, passwordFile } = firstSignIn;
  const secret = password
    ? `password ${password}`
    : passwordFile
      ? `password in ${passwordFile}`
      : "with your password";
  const lines = roles.has("api")
    ? [`GraphQL    ${url}/graphql`, `Explorer   ${url}/explorer`, `Sign in    ${email}, ${secret}`]
    : [`Health     ${url}/readyz`];
  return `\nMuster is running.\n\n${lines.map((line) => `  ${line}`).join("\n")}\n\n`;
}

const config = readConfig();
const log = createLog(config.logLevel);
const app = createApp({ config, log });

function die(error: unknown, message: string): never {
  log.fatal({ err: error }, message);
  process.exit(1);
}

process.on("uncaughtException", (error) => die(error, "uncaught exception"));
process.on("unhandledRejection", (error) => die(error, "unhandled rejection"));

let stopping = false;

function stopOn(signal: NodeJS.Signals): void {
  if (stopping) process.exit(1);
  stopping = true;
  log.info({ signal }, "stopping");
  app.stop().then(
    () => process.exit(0),
    (error: unknown) => die(error, "could not stop in order"),
  );
}

process.on("SIGTERM", stopOn);
process.on("SIGINT", stopOn);

try {
  await app.start();
  process.stdout.write(welcome(app, config));
} catch (error) {
  if (!stopping) die(error, "could not start");
}
