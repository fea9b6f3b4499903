// First of all: it takes the code with which WeChat sent the browser back out of the address, before the router reads it.
import "./api/logIn";
import type { PropsWithChildren } from "react";
import "./app.css";

export default function App({ children }: PropsWithChildren) {
  return children;
}
