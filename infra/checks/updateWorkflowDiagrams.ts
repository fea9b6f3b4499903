import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { WORKFLOW_PAGES, workflowPage } from "./workflowDiagrams";

for (const page of WORKFLOW_PAGES) {
  mkdirSync(dirname(page.path), { recursive: true });
  writeFileSync(page.path, workflowPage(page));
}
