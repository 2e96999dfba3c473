import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Monaco makes single chunks of megabytes; they load once and are cached by their content's name. */
const chunkWarningKib = 8 * 1024;

export default defineConfig({
  base: "/explorer/",
  plugins: [react()],
  worker: { format: "es" },
  build: {
    outDir: "../dist/explorer",
    emptyOutDir: true,
    chunkSizeWarningLimit: chunkWarningKib,
    // An inlined module-preload script would need an exemption in the content security policy.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      onLog: (level, log, handle) => {
        // Hints of React's compiler in the modules of GraphiQL, which mean nothing once it has run.
        if (log.code !== "MODULE_LEVEL_DIRECTIVE") handle(level, log);
      },
    },
  },
  // `vite explorer` beside `npm run dev`: the API of the latter under the former's origin.
  server: { proxy: { "/graphql": { target: "http://127.0.0.1:4000", ws: true } } },
});
