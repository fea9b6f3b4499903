import { readFileSync } from "node:fs";
import { repositoryTextFiles } from "./repositoryFiles";

export interface Debt {
  readonly place: string;
  /** performance, security, test, design, … */
  readonly kind: string;
  readonly reason: string;
}

/** What we owe: comments of the form `@debt <kind> "reason"` in code. A reason is required; a debt without one is listed as malformed. */
export function findDebts(): { readonly debts: Debt[]; readonly malformed: string[] } {
  const debts: Debt[] = [];
  const malformed: string[] = [];
  for (const path of repositoryTextFiles()) {
    if (path.endsWith(".md") || path.startsWith("infra/checks/")) continue;
    readFileSync(path, "utf8")
      .split("\n")
      .forEach((line, index) => {
        if (!line.includes("@debt")) return;
        const found = /@debt ([a-z-]+) "([^"]+)"/.exec(line);
        const place = `${path}:${index + 1}`;
        if (found?.[1] === undefined || found[2] === undefined) malformed.push(place);
        else debts.push({ place, kind: found[1], reason: found[2] });
      });
  }
  return { debts, malformed };
}
