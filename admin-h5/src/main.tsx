import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { showAppearance } from "./platform/appearance";
import "./ui/global.css";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html lacks #root");
showAppearance();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
