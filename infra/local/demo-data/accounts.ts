import type { Instant } from "@app/contract/kernel/time";
import { cityCodeOf, provinceCodeOf, unitOf, type OrgPath } from "@app/contract/organizations/orgPath";
import { ROLE_LABELS, type Role } from "@app/contract/organizations/roles";
import type { StoredItem } from "../../../functions/engines/store/storePort";
import { platformContactKey, type PlatformContactItem } from "../../../functions/features/contacts/public";
import { accountItem, itemsOfAccount, type StoredGrant } from "../../../functions/features/sessions/public";
import { demoPeople } from "../wechat-sandbox/demoPeople";
import { demoFacility } from "./facilities";
import { demoPersonId } from "./persons";

/** One password for all of them, printed at every start: the accounts open nothing but the demonstration. */
export const DEMO_PASSWORD = "Huanjing@2026";

export interface DemoAccount {
  readonly username: string;
  readonly accountId: string;
  readonly displayName: string;
  readonly phone: string;
  readonly grant: StoredGrant;
}

const at = (orgPath: string, orgName: string): { orgPath: OrgPath; orgName: string } => ({ orgPath: orgPath as OrgPath, orgName });
const atFacility = (facilityId: string): { orgPath: OrgPath; orgName: string } => {
  const { item } = demoFacility(facilityId);
  return { orgPath: item.orgPath, orgName: item.name };
};

function account(username: string, role: Role, displayName: string, phone: string, place: { orgPath: OrgPath; orgName: string }): DemoAccount {
  return { username, accountId: `acc-${username.replace(".", "-")}`, displayName, phone, grant: { role, ...place } };
}

/** One for each role that works in the back office or at a gate. 139 0000 xxxx is given to nobody. */
export const demoAccounts: readonly DemoAccount[] = [
  account("baishamen.admin", "FACILITY_ADMIN", "王芳", "13900000101", atFacility("haikou-baishamen")),
  account("baishamen.staff", "FACILITY_STAFF", "王门岗", "13900000021", atFacility("haikou-baishamen")),
  account("hongsha.admin", "FACILITY_ADMIN", "黄海燕", "13900000102", atFacility("sanya-hongsha")),
  account("hongsha.staff", "FACILITY_STAFF", "符安保", "13900000022", atFacility("sanya-hongsha")),
  account("jiance.admin", "FACILITY_ADMIN", "李文静", "13900000103", atFacility("hainan-monitoring")),
  account("jiance.staff", "FACILITY_STAFF", "李讲解", "13900000023", atFacility("hainan-monitoring")),
  account("haikou.city", "CITY_ADMIN", "吴海波", "13900000104", at("CN/46/4601", "海口市")),
  account("sanya.city", "CITY_ADMIN", "林文博", "13900000105", at("CN/46/4602", "三亚市")),
  account("hainan.province", "PROVINCE_ADMIN", "陈建华", "13900000106", at("CN/46", "海南省")),
  account("platform.admin", "PLATFORM_ADMIN", "平台管理员", "13900000107", at("CN", "全国")),
  account("agency.user", "AGENCY_USER", "张勇", "13900000108", at("CN/46/4601", "海口市安监机构（示例）")),
  account("agency.principal", "AGENCY_PRINCIPAL", "刘国强", "13900000109", at("CN/46/4601", "海口市安监机构（示例）")),
  account("survey.contractor", "SURVEY_CONTRACTOR", "周雅婷", "13900000110", at("CN/46", "海南省测评机构（示例）")),
];

export function demoAccountItems(passwordHash: string): StoredItem[] {
  return demoAccounts.flatMap(({ username, accountId, displayName, phone, grant }) => {
    const staff = demoPeople.find((person) => person.kind === "STAFF" && person.name === displayName && person.phone === phone);
    const contact = { displayName, phone, landline: landlineOf(grant.orgPath), email: `${username}@example.gov.cn` };
    return itemsOfAccount({
      ...accountItem({ accountId, username, passwordHash, ...contact, grants: [grant] }),
      // Staff have bound their WeChat, as persons.ts says from the other side.
      ...(staff === undefined ? {} : { staffPersonId: demoPersonId(staff.id) }),
    });
  });
}

/** The facility's own number; bureaus get one that is given to nobody. */
function landlineOf(orgPath: OrgPath): string {
  const facilityId = unitOf(orgPath);
  if (facilityId !== undefined) return demoFacility(facilityId).item.phone;
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
