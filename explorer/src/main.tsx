import "graphiql/setup-workers/vite";
import "graphiql/style.css";
import "./style.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app";
import { Session } from "./session";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

createRoot(root).render(
  <StrictMode>
    <App session={new Session(sessionStorage)} />
  </StrictMode>,
);
