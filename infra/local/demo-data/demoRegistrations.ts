import { WORKING_CALENDAR } from "@app/contract/engines/workingCalendar.data";
import { newApproval } from "@app/contract/engines/approval";
import type { AttachmentId, RegistrationId } from "@app/contract/kernel/ids";
import { addDays, instantAt, type Instant, type LocalDate, type TimeOfDay } from "@app/contract/kernel/time";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import { LEVEL_WITHOUT_CHOICE, placeOfLevel, type RegistrationContent, type RegistrationStatus } from "@app/contract/registrations/registration.schema";
import type { RegistrationKind } from "@app/contract/registrations/registrationKinds";
import type { Store, StoredItem, Write } from "../../../functions/engines/store/storePort";
import { approvalItem } from "../../../functions/features/approvals/approvalRepository";
import { startApproval } from "../../../functions/features/approvals/public";
import { approvalSubject } from "../../../functions/features/registrations/approvalSubject";
import {
  likeWrites,
  registrationItem,
  type RegistrationHistoryEntry,
  type SentRegistration,
} from "../../../functions/features/registrations/registrationRepository";
import { accountItem, itemsOfAccount } from "../../../functions/features/sessions/public";
import { demoPictureItem, type DemoPicture } from "./demoPictures";

interface DemoRegistration {
  readonly username: string;
  readonly kind: RegistrationKind;
  readonly phone: string;
  readonly status: Extract<RegistrationStatus, "IN_REVIEW" | "RETURNED" | "APPROVED">;
  readonly sentDaysAgo: number;
  readonly content: Omit<RegistrationContent, "letter">;
  readonly reason?: string;
  /** An account that is there already, of an organisation that is there already. */
  readonly accountId?: string;
}

/** One that waits, one that was returned, and the one by which the agency of the demonstration came in. */
const REGISTRATIONS: readonly DemoRegistration[] = [
  {
    username: "xiuying.yingji",
    kind: "AGENCY",
    phone: "13900000121",
    status: "IN_REVIEW",
    sentDaysAgo: 1,
    content: {
      organizationName: "海口市秀英区应急管理局",
      email: "xiuying.yingji@example.gov.cn",
      place: "CN/46/4601/460105" as OrgPath,
      address: "秀英大道 6 号",
      officePhone: "0898-68650001",
      principalName: "符志明",
      level: "DISTRICT",
      regions: ["CN/46/4601/460105"] as OrgPath[],
      categories: ["FIRE", "CONSTRUCTION", "GAS.PIPE", "GAS.BOTTLED"],
    },
  },
  {
    username: "qiongshan.ceping",
    kind: "CONTRACTOR",
    phone: "13900000122",
    status: "RETURNED",
    sentDaysAgo: 6,
    reason: "授权书没有加盖公章，请盖章后重新上传",
    content: {
      organizationName: "海口琼山民意调查有限公司",
      email: "qiongshan.ceping@example.com",
      place: "CN/46/4601/460107" as OrgPath,
      address: "红城湖路 22 号",
      officePhone: "0898-65880002",
      principalName: "吴雪梅",
      regions: ["CN/46/4601"] as OrgPath[],
      categories: [],
    },
  },
  {
    username: "agency.principal",
    kind: "AGENCY",
    phone: "13900000109",
    status: "APPROVED",
    sentDaysAgo: 90,
    accountId: "acc-agency-principal",
    content: {
      organizationName: "海口市安监机构（示例）",
      email: "agency.principal@example.gov.cn",
      place: "CN/46/4601/460108" as OrgPath,
      address: "海口市美兰区（示例）",
      officePhone: "0898-66720003",
      principalName: "刘国强",
      level: "CITY",
      regions: ["CN/46/4601"] as OrgPath[],
      categories: ["FIRE", "MUNICIPAL"],
    },
  },
];

/** Approvers must be stored before: an approval finds its people when it begins. The same call again writes the same items. */
export async function demoRegistrations(
  store: Store,
  { today, passwordHash }: { readonly today: LocalDate; readonly passwordHash: string },
): Promise<{ items: StoredItem[]; pictures: DemoPicture[] }> {
  const items: StoredItem[] = [];
  const pictures: DemoPicture[] = [];
  for (const [index, demo] of REGISTRATIONS.entries()) {
    const { username, kind, phone, status, sentDaysAgo, reason, content } = demo;
    const registrationId = (demo.accountId ?? `acc-${username.replace(".", "-")}`) as RegistrationId;
    const at = (daysAgo: number, time: string): Instant => instantAt(addDays(today, -daysAgo), time as TimeOfDay);
    const submittedAt = at(sentDaysAgo, "15:20");
    const decidedAt = at(sentDaysAgo - 1, "10:05");
    const letter = `DEMOLETTER${String(index).padStart(10, "0")}` as AttachmentId;
    const step = (eventType: RegistrationHistoryEntry["eventType"], when: Instant, byName: string, remark?: string): RegistrationHistoryEntry => ({
      eventType,
      at: when,
      byName,
      ...(remark === undefined ? {} : { remark }),
    });
    const reviewer = "吴海波";
    const registration = registrationItem({
      registrationId,
      kind,
      username,
      organizationName: content.organizationName,
      phone,
      email: content.email,
      status,
      startedAt: at(sentDaysAgo, "14:50"),
      startedBy: "demo-registration",
      content: { ...content, letter } as SentRegistration["content"],
      reviewPath: placeOfLevel(content.place, content.level ?? LEVEL_WITHOUT_CHOICE),
      submittedAt,
      // The agency came in before there were approvals.
      ...(status === "APPROVED" ? {} : { approvalId: `DEMOAPPROVAL${String(index).padStart(8, "0")}` }),
      ...(reason === undefined ? {} : { reason }),
      history: [
        step("REGISTRATION_STARTED", at(sentDaysAgo, "14:50"), content.organizationName),
        step("REGISTRATION_SUBMITTED", submittedAt, content.principalName),
        ...(status === "RETURNED" ? [step("REGISTRATION_RETURNED", decidedAt, reviewer, reason)] : []),
        ...(status === "APPROVED" ? [step("REGISTRATION_APPROVED", decidedAt, reviewer)] : []),
      ],
      version: status === "IN_REVIEW" ? 2 : 3,
    }) as SentRegistration;
    const picture: DemoPicture = {
      attachmentId: letter,
      purpose: "REGISTRATION_LETTER",
      uploadedBy: registrationId,
      at: submittedAt,
      of: { caseKind: "registration", caseId: registrationId },
      drawing: "BARS",
      hue: 210,
    };
    pictures.push(picture);
    items.push(
      registration,
      { ...demoPictureItem(picture), fileName: "授权书.jpg" },
      ...putsOf(likeWrites({ ...registration, status: "DRAFT", content: undefined } as never, registration)),
    );
    if (demo.accountId === undefined) {
      const account = {
        accountId: registrationId as never,
        username,
        displayName: content.organizationName,
        passwordHash,
        phone,
        email: content.email,
        grants: [],
      };
      items.push(...itemsOfAccount(accountItem(account)));
      items.push(...(await approvalItemsOf(store, registration, decidedAt)));
    }
  }
  return { items, pictures };
}

async function approvalItemsOf(store: Store, registration: SentRegistration, decidedAt: Instant): Promise<StoredItem[]> {
  const { approvalId, registrationId, username, content, submittedAt, reason } = registration;
  const author = { accountId: registrationId, username, name: content.principalName };
  const [process, subject] = ["ORGANIZATION_REGISTRATION", approvalSubject(registration)] as const;
  if (registration.status === "IN_REVIEW") {
    const begun = await startApproval(store, {
      approvalId,
      process,
      subject,
      subjectVersion: registration.version,
      author,
      now: submittedAt,
      calendar: WORKING_CALENDAR,
    });
    return begun.ok ? putsOf(begun.value.writes) : [];
  }
  const blank = newApproval({
    subjectVersion: registration.version - 1,
    authorAccountId: author.accountId,
    levels: ["CITY"],
    now: submittedAt,
  });
  return [
    approvalItem({
      approvalId,
      process,
      subject,
      author,
      state: { ...blank, status: "RETURNED", decisions: 1 },
      submittedAt,
      participants: ["acc-haikou-city"],
      copiedTo: [],
      history: [
        { eventType: "APPROVAL_SUBMITTED", at: submittedAt, byName: author.name },
        { eventType: "APPROVAL_RETURNED", at: decidedAt, byName: "吴海波", level: "市级审核", ...(reason === undefined ? {} : { remark: reason }) },
      ],
      version: 2,
    }),
  ];
}

function putsOf(writes: readonly Write[]): StoredItem[] {
  return writes.flatMap((write) => (write.kind === "put" ? [write.item] : []));
}
