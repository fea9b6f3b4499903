// First of all: it takes the code with which WeChat sent the browser back out of the address, before the router reads it.
import "./api/logIn";
import "./api/signPages";
import type { PropsWithChildren } from "react";
import { sendWaitingScans } from "./admission/offline/thisPhone";
import "./app.css";

// A gate's scans that found no network before the application was closed.
sendWaitingScans();

export default function App({ children }: PropsWithChildren) {
  return children;
}
