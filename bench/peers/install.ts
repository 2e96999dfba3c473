import { install } from "./installed.js";

/** `npx tsx bench/peers/install.ts`: what `main.ts` would otherwise do first. */
install();
