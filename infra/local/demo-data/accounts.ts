import type { Instant } from "@app/contract/kernel/time";
import { cityCodeOf, provinceCodeOf } from "@app/contract/organizations/orgPath";
import { ROLE_LABELS, type Role } from "@app/contract/organizations/roles";
import type { StoredItem } from "../../../functions/engines/store/storePort";
import { platformContactKey, type PlatformContactItem } from "../../../functions/features/contacts/public";
import { accountPosts, postHolderItem, type PostInPlace } from "../../../functions/features/organizations/public";
import { accountItem, itemsOfAccount, type StoredGrant } from "../../../functions/features/sessions/public";
import { demoPeople } from "../wechat-sandbox/demoPeople";
import { demoColleagues } from "./demoColleagues";
import { demoPost } from "./organizations";
import { demoPersonId } from "./persons";

/** One password for all of them, printed at every start: the accounts open nothing but the demonstration. */
export const DEMO_PASSWORD = "Huanjing@2026";

export interface DemoAccount {
  readonly username: string;
  readonly accountId: string;
  readonly displayName: string;
  readonly phone: string;
  /** What its post gives. */
  readonly grant: StoredGrant;
  readonly holds: PostInPlace;
}

function account(username: string, role: Role, displayName: string, phone: string, organizationId: string): DemoAccount {
  const holds = demoPost(organizationId, role);
  const [grant] = accountPosts({ grants: [], posts: [] }, { take: [holds], leave: [] }).grants;
  if (grant === undefined) throw new Error(`${username} has no grant`);
  return { username, accountId: `acc-${username.replace(".", "-")}`, displayName, phone, grant, holds };
}

/** One for each role that works in the back office or at a gate. 139 0000 xxxx is given to nobody. */
export const demoAccounts: readonly DemoAccount[] = [
  account("baishamen.admin", "FACILITY_ADMIN", "王芳", "13900000101", "org-haikou-baishamen"),
  account("baishamen.staff", "FACILITY_STAFF", "王门岗", "13900000021", "org-haikou-baishamen"),
  account("hongsha.admin", "FACILITY_ADMIN", "黄海燕", "13900000102", "org-sanya-hongsha"),
  account("hongsha.staff", "FACILITY_STAFF", "符安保", "13900000022", "org-sanya-hongsha"),
  account("jiance.admin", "FACILITY_ADMIN", "李文静", "13900000103", "org-hainan-monitoring"),
  account("jiance.staff", "FACILITY_STAFF", "李讲解", "13900000023", "org-hainan-monitoring"),
  account("haikou.city", "CITY_ADMIN", "吴海波", "13900000104", "org-4601"),
  account("sanya.city", "CITY_ADMIN", "林文博", "13900000105", "org-4602"),
  account("hainan.province", "PROVINCE_ADMIN", "陈建华", "13900000106", "org-46"),
  account("platform.admin", "PLATFORM_ADMIN", "平台管理员", "13900000107", "org-CN"),
  account("agency.user", "AGENCY_USER", "张勇", "13900000108", "org-haikou-anjian"),
  account("agency.principal", "AGENCY_PRINCIPAL", "刘国强", "13900000109", "org-haikou-anjian"),
  account("survey.contractor", "SURVEY_CONTRACTOR", "周雅婷", "13900000110", "org-hainan-ceping"),
];

export function demoAccountItems(passwordHash: string): StoredItem[] {
  return demoAccounts.flatMap(({ username, accountId, displayName, phone, holds }) => {
    const staff = demoPeople.find((person) => person.kind === "STAFF" && person.name === displayName && person.phone === phone);
    const contact = { displayName, phone, landline: landlineOf(holds), email: `${username}@example.gov.cn` };
    const items = itemsOfAccount({
      ...accountItem({ accountId, username, passwordHash, ...contact, ...accountPosts({ grants: [], posts: [] }, { take: [holds], leave: [] }) }),
      // Staff have bound their WeChat, as persons.ts says from the other side.
      ...(staff === undefined ? {} : { staffPersonId: demoPersonId(staff.id) }),
    });
    return [...items, postHolderItem({ accountId, username }, holds.post)];
  });
}

/** How many hold each post. */
export function demoPostHolders(): ReadonlyMap<string, number> {
  const postIds = [...demoAccounts.map(({ holds }) => holds), ...demoColleagues.flatMap(({ holds }) => holds)].map(({ post }) => post.postId);
  return new Map(postIds.map((postId) => [postId, postIds.filter((each) => each === postId).length]));
}

/** The organisation's own number; bureaus without one get one that is given to nobody. */
function landlineOf({ organization: { phone, orgPath, kind } }: PostInPlace): string {
  if (kind !== "BUREAU") return phone;
  return `0898-0000${(cityCodeOf(orgPath) ?? provinceCodeOf(orgPath) ?? "").padStart(4, "0")}`;
}

/** The two that every admin sees; the platform's admin keeps them up to date. */
export function demoPlatformContactItems(at: Instant): PlatformContactItem[] {
  const common = { landline: "010-00000000", changedBy: "平台管理员", changedAt: at, version: 1 };
  return [
    {
      ...platformContactKey("PROJECT_LEAD"),
      kind: "PROJECT_LEAD",
      unitName: "生态环境部宣传教育中心",
      name: "周明（示例）",
      phone: "13900000111",
      email: "project@example.gov.cn",
      ...common,
    },
    {
      ...platformContactKey("TECHNICAL_LEAD"),
      kind: "TECHNICAL_LEAD",
      unitName: "平台技术服务单位（示例）",
      name: "赵工（示例）",
      phone: "13900000112",
      email: "support@example.com",
      ...common,
    },
  ];
}

/** A table for the terminal. */
export function demoAccountLines(): string[] {
  const rows = [
    ["角色", "姓名", "账号", "单位"],
    ...demoAccounts.map(({ username, displayName, grant }) => [ROLE_LABELS[grant.role], displayName, username, grant.orgName]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => columnsOf(row[column] ?? "")))) ?? [];
  const lines = rows.map((row) =>
    row
      .map((cell, column) => padded(cell, widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return [`演示账号（密码都是 ${DEMO_PASSWORD}）`, ...lines];
}

function padded(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - columnsOf(text)));
}

/** A Chinese character takes two columns of a terminal. */
function columnsOf(text: string): number {
  return [...text].reduce((sum, character) => sum + ((character.codePointAt(0) ?? 0) > 0x2e80 ? 2 : 1), 0);
}
