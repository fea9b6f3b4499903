import { existsSync, readFileSync } from "node:fs";
import { repositoryFiles } from "./repositoryFiles";
import { WORKFLOW_PAGES, workflowPage } from "./workflowDiagrams";

test.each(WORKFLOW_PAGES.map((page) => ({ ...page, title: page.path })))('$title is what "npm run workflows:update" draws', (page) => {
  expect(existsSync(page.path) ? readFileSync(page.path, "utf8") : "(missing)").toBe(workflowPage(page));
});

test("every workflow table of the contract has its page", () => {
  const tables = repositoryFiles().filter((path) => /^functions\/contract\/.*\.workflow\.ts$/.test(path));
  expect([...new Set(WORKFLOW_PAGES.map((page) => page.source))].sort()).toEqual(tables.sort());
});

test("a drawing has a beginning, every status and every step", () => {
  const row = { label: "办结", by: ["CLERK"], to: "DONE", event: "CASE_DONE", remark: { kind: "required", label: "意见", maxLength: 9 } } as const;
  const page = workflowPage({
    path: "",
    source: "x.workflow.ts",
    workflow: { caseLabel: "事项", statusLabels: { OPEN: "待办", DONE: "已办结" }, table: { OPEN: { CLOSE: row }, DONE: {} } },
  });
  expect(page).toContain(
    [
      "stateDiagram-v2",
      '    state "待办" as OPEN',
      '    state "已办结" as DONE',
      "    [*] --> OPEN",
      "    OPEN --> DONE : 办结",
      "    DONE --> [*]",
      "```",
    ].join("\n"),
  );
  expect(page).toContain("| 待办 OPEN | CLOSE | 办结 | CLERK | 已办结 DONE | required: 意见, ≤ 9 | CASE_DONE |");
});
