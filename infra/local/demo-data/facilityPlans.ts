import type { KnowledgeId, SlotTemplateId } from "@app/contract/kernel/ids";
import { addDays, startOfDay, type LocalDate } from "@app/contract/kernel/time";
import type { Weekday } from "@app/contract/visits/slotTemplate.schema";
import type { StoredItem } from "../../../functions/engines/store/storePort";
import { knowledgeKey, type KnowledgeItem } from "../../../functions/features/visits/knowledgeRepository";
import { templateKey, type SlotTemplateItem } from "../../../functions/features/visits/slotTemplateRepository";
import { firstSweep } from "../../../functions/features/visits/sweepRepository";
import { demoFacilities, demoFacility } from "./facilities";

/** The facilities whose admins have accounts keep their slots open by templates; what the demonstration has opened already stays as it is. */
const PLANNED = ["haikou-baishamen", "sanya-hongsha", "hainan-monitoring"];

const ARTICLES: readonly { readonly facilityId: string; readonly title: string; readonly body: string }[] = [
  {
    facilityId: "haikou-baishamen",
    title: "一滴污水怎样变清",
    body: "污水进厂后先过格栅，拦下树叶、布条和塑料袋。\n\n再到沉砂池，水流放慢，沙粒沉到池底。\n\n生化池里住着大量微生物，它们吃掉水里的脏东西。最后在二沉池里泥水分离，上面的清水消毒后排放。",
  },
  {
    facilityId: "haikou-baishamen",
    title: "这些东西不要倒进下水道",
    body: "食用油会在管道里凝固，像血管里的油脂一样把管道堵住。\n\n湿纸巾不会像卫生纸那样散开，是格栅上最常见的垃圾。\n\n过期药品、油漆和农药会伤害生化池里的微生物，请交给有害垃圾回收点。",
  },
];

/** Each facility's round, the templates of some of them, and what one tells its visitors. */
export function demoFacilityPlans(today: LocalDate): StoredItem[] {
  const begun = startOfDay(addDays(today, -30));
  return [
    ...demoFacilities.map(({ item }) => firstSweep(item.facilityId, begun)),
    ...PLANNED.flatMap((facilityId) => {
      const { item, opening, adminName } = demoFacility(facilityId);
      return opening.periods.map((period, index): SlotTemplateItem => {
        const templateId = `01DEMOTEMPLATE00000${index}` as SlotTemplateId;
        return {
          ...templateKey(facilityId, templateId),
          templateId,
          facilityId: item.facilityId,
          weekdays: opening.weekdays as Weekday[],
          ...period,
          capacityHeads: opening.capacities[0] ?? 20,
          partyMin: 1,
          partyMax: 6,
          kinds: ["FAMILY", "TEAM"],
          validFrom: addDays(today, -30),
          everyWeeks: 1,
          skipHolidays: true,
          status: "ACTIVE",
          updatedAt: begun,
          updatedByName: adminName,
          version: 1,
        };
      });
    }),
    ...ARTICLES.map(({ facilityId, title, body }, index): KnowledgeItem => {
      const knowledgeId = `01DEMOKNOWLEDGE0000${index}` as KnowledgeId;
      const { item, adminName } = demoFacility(facilityId);
      const stored = { ...knowledgeKey(facilityId, knowledgeId), knowledgeId, facilityId: item.facilityId, title, body };
      return { ...stored, photos: [], published: true, position: index + 1, updatedAt: begun, updatedByName: adminName, version: 1 };
    }),
  ];
}
