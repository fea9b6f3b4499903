import { addDays, startOfDay, type LocalDate } from "@app/contract/kernel/time";
import type { FacilityId } from "@app/contract/kernel/ids";
import type { CodeTarget } from "@app/contract/officialAccount/sceneCode.schema";
import type { StoredItem } from "../../../functions/engines/store/storePort";
import {
  codeIndex,
  codeKey,
  FOLLOWERS_TOTAL_KEY,
  MENU_KEY,
  sceneOf,
  type CodeItem,
  type MenuItem,
} from "../../../functions/features/officialAccount/accountRepository";
import { codeOfScene } from "../wechat-sandbox/accountConsole";
import { chanceOf } from "./seededChance";

const DAYS = 60;
const EDITOR = "平台管理员";

/** A menu that waits for its publication, two codes on posters, and two months of followers: the standard replies are there anyway. */
export function demoOfficialAccountItems(today: LocalDate): StoredItem[] {
  const menu: MenuItem = {
    ...MENU_KEY,
    draft: [
      { kind: "PAGE", name: "预约参观", page: "HOME" },
      { kind: "MINI_PROGRAM", name: "我的预约", path: "pages/bookings/index" },
      {
        kind: "GROUP",
        name: "帮助",
        buttons: [
          { kind: "REPLY", name: "怎么预约", key: "HELP" },
          { kind: "REPLY", name: "失约怎么办", key: "NO_SHOWS" },
          { kind: "PAGE", name: "隐私与数据", page: "PRIVACY" },
        ],
      },
    ],
    lastChange: { byName: EDITOR, at: startOfDay(addDays(today, -2)) },
    version: 1,
    revision: 1,
  };
  const chance = chanceOf(20260101, "official account");
  const upTo = (most: number): number => chance.integer(0, most);
  const dates = Array.from({ length: DAYS }, (_, position) => addDays(today, position - DAYS));
  const account = dates.map((date) => ({ date, gained: 2 + upTo(6), lost: upTo(2), scans: upTo(5), menuTaps: 3 + upTo(12) }));
  return [
    menu,
    ...account.map(({ date, ...figures }) => dayItem("followers", "account", date, figures)),
    { ...FOLLOWERS_TOTAL_KEY, followers: account.reduce((sum, { gained, lost }) => sum + gained - lost, 0) },
    ...codeWithDays("demo-baishamen", "白沙门大厅海报", { kind: "FACILITY", facilityId: "haikou-baishamen" as FacilityId }, "海口市白沙门污水处理厂（一期）"),
    ...codeWithDays("demo-booking", "社区宣传栏", { kind: "PAGE", page: "HOME" }, "首页（预约参观）"),
  ];

  function codeWithDays(codeId: string, name: string, target: CodeTarget, targetLabel: string): StoredItem[] {
    const days = dates.slice(-20).map((date) => ({ date, scans: 1 + upTo(4), newFollowers: upTo(1) }));
    const createdAt = startOfDay(dates[dates.length - 20] ?? today);
    const item: CodeItem = {
      ...codeKey(codeId),
      index1: codeIndex({ codeId, createdAt }),
      codeId,
      name,
      target,
      targetLabel,
      isDisabled: false,
      ...codeOfScene(sceneOf(codeId)),
      createdByName: EDITOR,
      createdAt,
      version: 1,
      scans: days.reduce((sum, { scans }) => sum + scans, 0),
      newFollowers: days.reduce((sum, { newFollowers }) => sum + newFollowers, 0),
    };
    return [item, ...days.map(({ date, ...figures }) => dayItem("sceneCode", codeId, date, figures))];
  }
}

function dayItem(metric: string, unitId: string, date: LocalDate, figures: Readonly<Record<string, number>>): StoredItem {
  const daySum = Object.values(figures).reduce((sum, figure) => sum + figure, 0);
  return { pk: `FIGURES#${metric}#${unitId}`, sk: `DAY#${date}`, unitId, date, ...figures, daySum };
}
