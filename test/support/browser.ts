import { existsSync } from "node:fs";
import { chromium, type Browser, type Page } from "playwright-core";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The machine's Chromium, or undefined. Nothing is downloaded. */
export const browserPath = places.find((path) => existsSync(path));

/** Without them the browser calls home at every start. */
const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];

export function launchBrowser(): Promise<Browser> {
  if (browserPath === undefined)
    throw new Error(`Chromium is at none of ${places.join(", ")}: apt-get install chromium`);
  return chromium.launch({
    executablePath: browserPath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", ...quiet],
  });
}

/** What a page did that it should not: errors on its console, and requests to any other origin. */
export interface Misdeeds {
  readonly errors: readonly string[];
  readonly foreignRequests: readonly string[];
}

export function watchMisdeeds(page: Page, origin: string): Misdeeds {
  const errors: string[] = [];
  const foreignRequests: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !/^(data|blob):/.test(url)) foreignRequests.push(url);
  });
  return { errors, foreignRequests };
}
