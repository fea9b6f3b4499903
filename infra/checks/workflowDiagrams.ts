import type { WorkflowRow } from "@app/contract/engines/workflow";
import { activityWorkflow } from "@app/contract/activities/activity.workflow";
import { announcementWorkflow } from "@app/contract/announcements/announcement.workflow";
import { approvalWorkflow } from "@app/contract/approvals/approval.workflow";
import { registrationWorkflow } from "@app/contract/registrations/registration.workflow";
import { NO_SHOW_WORKFLOW } from "@app/contract/visits/noShow.workflow";
import { RATING_WORKFLOW } from "@app/contract/visits/rating.workflow";
import { BOOKING_WORKFLOWS } from "@app/contract/visits/booking.workflow";
import { entryConflictWorkflow } from "@app/contract/visits/entryConflict.workflow";
import { facilityWorkflow } from "@app/contract/visits/facility.workflow";
import { BAN_WORKFLOW } from "@app/contract/content/ban.workflow";
import { WAITING_WORKFLOW } from "@app/contract/visits/waiting.workflow";

/** A workflow as a drawing needs it: every workflow of the contract fits. */
interface DrawnWorkflow {
  readonly caseLabel: string;
  readonly statusLabels: Readonly<Record<string, string>>;
  readonly table: Readonly<Record<string, Readonly<Partial<Record<string, WorkflowRow<string, string>>>>>>;
}

/** Every workflow has its page here; a new workflow is one more line. */
export const WORKFLOW_PAGES: readonly { readonly path: string; readonly source: string; readonly workflow: DrawnWorkflow }[] = [
  { path: "functions/docs/workflows/booking.md", source: "functions/contract/visits/booking.workflow.ts", workflow: BOOKING_WORKFLOWS.FAMILY },
  { path: "functions/docs/workflows/noShow.md", source: "functions/contract/visits/noShow.workflow.ts", workflow: NO_SHOW_WORKFLOW },
  { path: "functions/docs/workflows/rating.md", source: "functions/contract/visits/rating.workflow.ts", workflow: RATING_WORKFLOW },
  { path: "functions/docs/workflows/teamBooking.md", source: "functions/contract/visits/booking.workflow.ts", workflow: BOOKING_WORKFLOWS.TEAM },
  { path: "functions/docs/workflows/activity.md", source: "functions/contract/activities/activity.workflow.ts", workflow: activityWorkflow },
  { path: "functions/docs/workflows/announcement.md", source: "functions/contract/announcements/announcement.workflow.ts", workflow: announcementWorkflow },
  { path: "functions/docs/workflows/approval.md", source: "functions/contract/approvals/approval.workflow.ts", workflow: approvalWorkflow },
  { path: "functions/docs/workflows/entryConflict.md", source: "functions/contract/visits/entryConflict.workflow.ts", workflow: entryConflictWorkflow },
  { path: "functions/docs/workflows/facility.md", source: "functions/contract/visits/facility.workflow.ts", workflow: facilityWorkflow },
  { path: "functions/docs/workflows/registration.md", source: "functions/contract/registrations/registration.workflow.ts", workflow: registrationWorkflow },
  { path: "functions/docs/workflows/ban.md", source: "functions/contract/content/ban.workflow.ts", workflow: BAN_WORKFLOW },
  { path: "functions/docs/workflows/waiting.md", source: "functions/contract/visits/waiting.workflow.ts", workflow: WAITING_WORKFLOW },
];

interface Step {
  readonly from: string;
  readonly action: string;
  readonly row: WorkflowRow<string, string>;
}

/** The page of one workflow: a Mermaid drawing and the table behind it. */
export function workflowPage({ source, workflow }: (typeof WORKFLOW_PAGES)[number]): string {
  const steps: Step[] = Object.keys(workflow.table).flatMap((from) =>
    Object.entries(workflow.table[from] ?? {}).flatMap(([action, row]) => (row === undefined ? [] : [{ from, action, row }])),
  );
  const leadsInto = new Set(steps.filter(({ from, row }) => from !== row.to).map(({ row }) => row.to));
  // A status of a sibling workflow that this one neither leaves nor reaches is not drawn.
  const statuses = Object.keys(workflow.table).filter((status) => steps.some(({ from, row }) => from === status || row.to === status));
  const label = (status: string) => workflow.statusLabels[status] ?? status;
  const lines = [
    `# ${workflow.caseLabel}`,
    "",
    `Generated from \`${source}\` by "npm run workflows:update"; do not edit.`,
    "",
    "```mermaid",
    "stateDiagram-v2",
    ...statuses.map((status) => `    state "${label(status)}" as ${status}`),
    ...statuses.filter((status) => !leadsInto.has(status)).map((status) => `    [*] --> ${status}`),
    ...steps.map(({ from, row }) => `    ${from} --> ${row.to} : ${row.label}`),
    ...statuses.filter((status) => Object.keys(workflow.table[status] ?? {}).length === 0).map((status) => `    ${status} --> [*]`),
    "```",
    "",
    "| status | action | button | by | to | remark | event |",
    "|---|---|---|---|---|---|---|",
    ...steps.map(
      ({ from, action, row }) =>
        `| ${label(from)} ${from} | ${action} | ${row.label} | ${row.by.join(", ")} | ${label(row.to)} ${row.to} | ${remark(row)} | ${row.event} |`,
    ),
    "",
  ];
  return lines.join("\n");
}

function remark(row: WorkflowRow<string, string>): string {
  return row.remark.kind === "none" ? "" : `${row.remark.kind}: ${row.remark.label}, ≤ ${row.remark.maxLength}`;
}
