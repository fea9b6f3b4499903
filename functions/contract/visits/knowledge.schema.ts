import { Photo, photoIds } from "../attachments/attachment.schema";
import { FacilityId, KnowledgeId, RequestId } from "../kernel/ids";
import { Instant } from "../kernel/time";
import { z } from "../kernel/zod";

export const KNOWLEDGE_PHOTOS_MAX = 3;
/** A facility tells what it does, it is no encyclopaedia: one page shows them all. */
export const KNOWLEDGE_MAX = 30;

const knowledgeContent = {
  title: z.string("请填写标题").trim().min(2, "标题至少 2 个字").max(40, "标题最多 40 个字"),
  /** Plain text; an empty line begins a new paragraph. */
  body: z.string("请填写正文").trim().min(10, "正文至少 10 个字").max(5000, "正文最多 5000 个字，请分成几篇"),
  photos: photoIds({ min: 0, max: KNOWLEDGE_PHOTOS_MAX }),
  published: z.boolean(),
};
export const KnowledgeContent = z.strictObject(knowledgeContent).meta({ title: "KnowledgeContent" });
export type KnowledgeContent = z.infer<typeof KnowledgeContent>;

export const KnowledgeParams = z.strictObject({ facilityId: FacilityId, knowledgeId: KnowledgeId });
export const CreateKnowledge = z.strictObject({ requestId: RequestId, ...knowledgeContent }).meta({ title: "CreateKnowledge" });
export type CreateKnowledge = z.infer<typeof CreateKnowledge>;
export const EditKnowledge = z.strictObject({ requestId: RequestId, version: z.number().int().min(1), ...knowledgeContent }).meta({ title: "EditKnowledge" });
export type EditKnowledge = z.infer<typeof EditKnowledge>;
/** All of a facility's articles, in the order they are to be shown in. */
export const OrderKnowledge = z
  .strictObject({ requestId: RequestId, knowledgeIds: z.array(KnowledgeId).min(1, "没有可以排序的文章").max(KNOWLEDGE_MAX) })
  .meta({ title: "OrderKnowledge" });
export type OrderKnowledge = z.infer<typeof OrderKnowledge>;

export const Knowledge = z
  .strictObject({
    knowledgeId: KnowledgeId,
    facilityId: FacilityId,
    title: z.string(),
    paragraphs: z.array(z.string()),
    photos: z.array(Photo),
    updatedAt: Instant,
  })
  .meta({ title: "Knowledge" });
export type Knowledge = z.infer<typeof Knowledge>;
export const KnowledgeList = z.strictObject({ facilityName: z.string(), items: z.array(Knowledge) }).meta({ title: "KnowledgeList" });

export const ManagedKnowledge = Knowledge.extend({ body: z.string(), published: z.boolean(), version: z.number().int(), updatedByName: z.string() }).meta({
  title: "ManagedKnowledge",
});
export type ManagedKnowledge = z.infer<typeof ManagedKnowledge>;
export const ManagedKnowledgeList = z.strictObject({ items: z.array(ManagedKnowledge) }).meta({ title: "ManagedKnowledgeList" });

/** The paragraphs of a text: an empty line, or any line break, ends one. */
export function paragraphsOf(body: string): string[] {
  return body
    .split(/\r?\n+/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== "");
}
