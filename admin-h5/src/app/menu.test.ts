import { ROLE_PERMISSIONS, type Role } from "@app/contract/organizations/roles";
import { menuFor } from "./menu";

test.each<[Role, string[]]>([
  ["FACILITY_STAFF", ["预约管理", "需处理", "入场记录", "单位资料"]],
  [
    "FACILITY_ADMIN",
    [
      "最新数据",
      "综合统计",
      "预约管理",
      "数据补录",
      "需处理",
      "场次管理",
      "供需情况",
      "失约管理",
      "入场记录",
      "打卡海报",
      "活动列表",
      "活动上报",
      "单位资料",
      "通讯录",
    ],
  ],
  [
    "CITY_ADMIN",
    ["最新数据", "综合统计", "预约管理", "需处理", "供需情况", "失约管理", "参观评价", "入场记录", "打卡海报", "活动列表", "活动上报", "单位资料", "通讯录"],
  ],
  [
    "PROVINCE_ADMIN",
    ["最新数据", "综合统计", "预约管理", "需处理", "供需情况", "失约管理", "参观评价", "入场记录", "打卡海报", "活动列表", "活动上报", "单位资料", "通讯录"],
  ],
  [
    "PLATFORM_ADMIN",
    ["最新数据", "综合统计", "预约管理", "需处理", "供需情况", "失约管理", "入场记录", "打卡海报", "活动列表", "单位资料", "通讯录", "系统运行"],
  ],
  ["AGENCY_USER", []],
  ["AGENCY_PRINCIPAL", []],
  ["SURVEY_CONTRACTOR", []],
])("the menu of %s", (role, labels) => {
  expect(menuFor(ROLE_PERMISSIONS[role]).map((entry) => entry.label)).toEqual(labels);
});
