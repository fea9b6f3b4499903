import type { ApprovalDetail, ApprovalId, DecideApproval } from "@app/contract/approvals/approval.schema";
import { processOf } from "@app/contract/approvals/processes";
import { newApproval, type ApprovalFacts } from "@app/contract/engines/approval";
import { beginLevel } from "@app/contract/engines/approvalLevel";
import { WORKING_CALENDAR } from "@app/contract/engines/workingCalendar.data";
import type { Actor } from "@app/contract/kernel/actor";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import type { Role } from "@app/contract/organizations/roles";
import { createParameters } from "../engines/settings/parameters";
import { runCommand } from "../engines/commands/runCommand";
import { decideApproval } from "../features/approvals/actions/decideApproval";
import type { ApprovalDeps } from "../features/approvals/approvalDeps";
import { approvalItem, type ApprovalItem } from "../features/approvals/approvalRepository";
import { startApproval, type ApprovalAuthor, type ApprovalSubject } from "../features/approvals/public";
import { getApproval } from "../features/approvals/queries/readApproval";
import { grantAt, NOW, type TestProduct } from "./startTestProduct";
import { requestId, valueOf } from "./visitActs";

export const approvalDepsOf = (test: TestProduct): ApprovalDeps => ({
  engine: test.product.engine,
  parameters: createParameters(test.product.engine),
});

/** Everybody of these tests: user name → who they are and where they work. */
export const STAFF = {
  "haikou.city": { name: "吴海波", role: "CITY_ADMIN", orgPath: "CN/46/4601" },
  "haikou.second": { name: "陈明", role: "CITY_ADMIN", orgPath: "CN/46/4601" },
  "sanya.city": { name: "林文博", role: "CITY_ADMIN", orgPath: "CN/46/4602" },
  "hainan.province": { name: "陈建华", role: "PROVINCE_ADMIN", orgPath: "CN/46" },
  "hainan.second": { name: "符丽", role: "PROVINCE_ADMIN", orgPath: "CN/46" },
  "platform.admin": { name: "平台管理员", role: "PLATFORM_ADMIN", orgPath: "CN" },
  "agency.principal": { name: "刘国强", role: "AGENCY_PRINCIPAL", orgPath: "CN/46/4601" },
} as const satisfies Record<string, { readonly name: string; readonly role: Role; readonly orgPath: string }>;
export type StaffName = keyof typeof STAFF;

/** The accounts of these people, with their places, as the product finds approvers by. */
export async function addStaff(test: TestProduct, usernames: readonly StaffName[] = Object.keys(STAFF) as StaffName[]): Promise<void> {
  for (const [index, username] of usernames.entries()) {
    const { name, role, orgPath } = STAFF[username];
    await test.addAccount({ username, password: "x", displayName: name, grants: [grantAt(role, orgPath)], phone: `1390000${String(1000 + index)}` });
  }
}

export function staff(username: StaffName): Actor {
  const { name, role, orgPath } = STAFF[username];
  return { kind: "USER", id: `acc-${username}`, accountId: `acc-${username}`, name, grants: [{ role, orgPath: orgPath as OrgPath }], audience: "BACK_OFFICE" };
}

const AUTHOR: ApprovalAuthor = { accountId: "acc-agency.principal", username: "agency.principal", name: "刘国强" };
export const aSubject = (changes: Partial<ApprovalSubject> = {}): ApprovalSubject => ({
  kind: "testSubject",
  id: "S1",
  title: "海口绿源检测有限公司 注册申请",
  fields: [{ label: "单位名称", value: "海口绿源检测有限公司" }],
  orgPath: "CN/46/4601" as OrgPath,
  opens: "/registrations?registration=S1",
  ...changes,
});

/** A subject goes to its process, as a feature's own command would send it. */
export async function started(
  test: TestProduct,
  changes: { subject?: ApprovalSubject; subjectVersion?: number; facts?: ApprovalFacts; author?: ApprovalAuthor; asDraft?: true } = {},
): Promise<ApprovalId> {
  const { engine } = test.product;
  return valueOf(
    runCommand<ApprovalId, { code: string }>(engine, {
      actor: staff("agency.principal"),
      requestId: requestId(),
      command: "submitTestSubject",
      asked: changes,
      decide: async ({ now, newId }) => {
        const { subject = aSubject(), subjectVersion = 1, author = AUTHOR, ...rest } = changes;
        const work = await startApproval(engine.store, {
          approvalId: newId(),
          process: "ORGANIZATION_REGISTRATION",
          subject,
          subjectVersion,
          author,
          now,
          calendar: WORKING_CALENDAR,
          ...rest,
        });
        return work.ok ? { ok: true, value: { writes: work.value.writes, events: work.value.events, answer: work.value.approvalId as ApprovalId } } : work;
      },
    }),
  );
}

export const decideAs = (
  test: TestProduct,
  username: StaffName,
  approvalId: ApprovalId,
  action: DecideApproval["action"],
  more: Partial<DecideApproval> = {},
) =>
  decideApproval(approvalDepsOf(test), {
    actor: staff(username),
    approvalId,
    command: {
      requestId: requestId(),
      action,
      subjectVersion: 1,
      ...(action === "REJECT" || action === "RETURN" ? { remark: "授权书没有盖章" } : {}),
      ...(action === "RETURN" ? { returnTo: "AUTHOR" } : {}),
      ...more,
    },
  });

export const seenBy = (test: TestProduct, username: StaffName, approvalId: ApprovalId): Promise<ApprovalDetail> =>
  valueOf(getApproval(approvalDepsOf(test), staff(username), approvalId));

/** One that waits at the city for 吴海波 and 陈明, as the store has it. */
export function anApproval(changes: Partial<ApprovalSubject> = {}): ApprovalItem {
  const subject = aSubject(changes);
  const approvers = (["haikou.city", "haikou.second"] as const).map((username) => ({ accountId: `acc-${username}`, username, name: STAFF[username].name }));
  const blank = newApproval({ subjectVersion: 1, authorAccountId: AUTHOR.accountId, levels: ["CITY"], now: NOW });
  const state = beginLevel(processOf("ORGANIZATION_REGISTRATION"), blank, { level: 0, approvers, escalations: 0, now: NOW, calendar: WORKING_CALENDAR });
  return approvalItem({
    approvalId: "01TESTAPPROVAL000001",
    process: "ORGANIZATION_REGISTRATION",
    subject,
    author: AUTHOR,
    state,
    submittedAt: NOW,
    participants: approvers.map(({ accountId }) => accountId),
    copiedTo: [],
    history: [{ eventType: "APPROVAL_SUBMITTED", at: NOW, byName: AUTHOR.name }],
    version: 1,
  });
}
