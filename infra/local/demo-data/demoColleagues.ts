import { accountPosts, postHolderItem, type PostInPlace } from "../../../functions/features/organizations/public";
import { accountItem, itemsOfAccount } from "../../../functions/features/sessions/public";
import type { StoredItem } from "../../../functions/engines/store/storePort";
import { demoFacilities } from "./facilities";
import { demoPost } from "./organizations";

/** Those who fill 人员 beside the accounts that the terminal names. 139 0000 03xx is given to nobody. */
interface DemoColleague {
  readonly username: string;
  readonly displayName: string;
  readonly holds: readonly PostInPlace[];
  readonly isDisabled?: boolean;
}

const at = (username: string, displayName: string, ...posts: readonly (readonly [organizationId: string, roleId: string])[]): DemoColleague => ({
  username,
  displayName,
  holds: posts.map(([organizationId, roleId]) => demoPost(organizationId, roleId)),
});

/** Facilities whose admin is one of the accounts of the terminal. */
const WITH_ACCOUNTS = ["haikou-baishamen", "sanya-hongsha", "hainan-monitoring"];
const facilityAdmins = demoFacilities
  .filter(({ item }) => !WITH_ACCOUNTS.includes(item.facilityId))
  .map(({ item, adminName }) => at(item.facilityId.replace("-", "."), adminName, [`org-${item.facilityId}`, "FACILITY_ADMIN"]));

export const demoColleagues: readonly DemoColleague[] = [
  ...facilityAdmins,
  at("chen.lixia", "陈丽霞", ["org-haikou-baishamen", "FACILITY_STAFF"]),
  at("fu.zhiqiang", "符志强", ["org-haikou-baishamen", "FACILITY_STAFF"]),
  at("wu.tingting", "吴婷婷", ["org-sanya-hongsha", "FACILITY_STAFF"]),
  // Works in two places, and switches between them.
  at("sun.li", "孙丽", ["org-4601", "role-education-officer"], ["org-hainan-monitoring", "FACILITY_ADMIN"]),
  at("he.jing", "何静", ["org-4601", "role-education-officer"]),
  at("mai.xiaoyu", "麦小雨", ["org-4602", "role-education-officer"]),
  at("huang.zhipeng", "黄志鹏", ["org-46", "role-statistics-reader"]),
  at("zheng.xuemei", "郑雪梅", ["org-46", "role-statistics-reader"]),
  at("xu.haitao", "许海涛", ["org-haikou-anjian", "AGENCY_USER"]),
  at("lin.meiling", "林美玲", ["org-haikou-anjian", "AGENCY_USER"]),
  { ...at("he.wenjun", "何文军", ["org-haikou-baishamen", "FACILITY_STAFF"]), isDisabled: true },
];

export function demoColleagueItems(passwordHash: string): StoredItem[] {
  return demoColleagues.flatMap(({ username, displayName, holds, isDisabled }, index) => {
    const accountId = `acc-${username.replace(".", "-")}`;
    const phone = `139000003${String(index).padStart(2, "0")}`;
    const posts = accountPosts({ grants: [], posts: [] }, { take: holds, leave: [] });
    const made = accountItem({ accountId, username, displayName, passwordHash, phone, email: `${username}@example.gov.cn`, ...posts });
    const items = itemsOfAccount({ ...made, status: isDisabled === true ? "DISABLED" : "ACTIVE" });
    return [...items, ...holds.map(({ post }) => postHolderItem({ accountId, username }, post))];
  });
}
