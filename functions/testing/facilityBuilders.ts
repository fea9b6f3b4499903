import type { KnowledgeId, SlotTemplateId } from "@app/contract/kernel/ids";
import type { LocalDate, TimeOfDay } from "@app/contract/kernel/time";
import type { KnowledgeContent } from "@app/contract/visits/knowledge.schema";
import type { FacilityContent } from "@app/contract/visits/managedFacility.schema";
import type { SlotTemplateContent } from "@app/contract/visits/slotTemplate.schema";
import { knowledgeKey, type KnowledgeItem } from "../features/visits/knowledgeRepository";
import { contentOf } from "../features/visits/managedFacilityView";
import { storedTemplate, templateKey, type SlotTemplateItem } from "../features/visits/slotTemplateRepository";
import { NOW } from "./startTestProduct";
import { aFacility, BAISHAMEN } from "./visitBuilders";

/** The form of 白沙门 as it stands, with some of it filled in otherwise. */
export const aFacilityContent = (changes: Partial<FacilityContent> = {}): FacilityContent => ({ ...contentOf(aFacility()), ...changes });

type Loose<T> = { readonly [Name in keyof T]?: T[Name] extends LocalDate | TimeOfDay | undefined ? string : T[Name] };

/** Wednesdays and Saturdays in the morning, from the day after `NOW` on, without an end. */
export const aTemplateContent = (changes: Loose<SlotTemplateContent> = {}): SlotTemplateContent =>
  ({
    weekdays: [3, 6],
    period: "MORNING",
    startsAt: "09:00",
    endsAt: "11:30",
    capacityHeads: 20,
    partyMin: 1,
    partyMax: 6,
    kinds: ["FAMILY", "TEAM"],
    validFrom: "2026-03-08",
    everyWeeks: 1,
    skipHolidays: false,
    ...changes,
  }) as SlotTemplateContent;

export const aTemplate = (
  changes: Loose<SlotTemplateContent> & { readonly templateId?: string; readonly status?: SlotTemplateItem["status"] } = {},
): SlotTemplateItem => {
  const { templateId = "01TESTTEMPLATE000001", status = "ACTIVE", ...content } = changes;
  return {
    ...templateKey(BAISHAMEN, templateId),
    templateId: templateId as SlotTemplateId,
    facilityId: BAISHAMEN,
    ...storedTemplate(aTemplateContent(content)),
    status,
    updatedAt: NOW,
    updatedByName: "王芳",
    version: 1,
  };
};

export const anArticleContent = (changes: Partial<KnowledgeContent> = {}): KnowledgeContent => ({
  title: "一滴污水怎样变清",
  body: "先过格栅，拦下垃圾。\n\n再进生化池，微生物把脏东西吃掉。",
  photos: [],
  published: true,
  ...changes,
});

export const anArticle = (changes: Partial<KnowledgeItem> = {}): KnowledgeItem => ({
  ...knowledgeKey(BAISHAMEN, changes.knowledgeId ?? "01TESTKNOWLEDGE00001"),
  knowledgeId: "01TESTKNOWLEDGE00001" as KnowledgeId,
  facilityId: BAISHAMEN,
  ...anArticleContent(),
  position: 1,
  updatedAt: NOW,
  updatedByName: "王芳",
  version: 1,
  ...changes,
});
