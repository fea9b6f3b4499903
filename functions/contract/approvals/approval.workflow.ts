import { approvalWorkflowOf } from "../engines/approvalWorkflow";
import { PROCESSES } from "./processes";

/** The table as every process has it, for its drawing; only the words of opinions differ from process to process. */
export const approvalWorkflow = { ...approvalWorkflowOf(PROCESSES.ORGANIZATION_REGISTRATION), caseLabel: "审批" };
