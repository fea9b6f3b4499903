import type { AttachmentId, FacilityId, KnowledgeId } from "@app/contract/kernel/ids";
import { instantLabel, type Instant } from "@app/contract/kernel/time";
import { KNOWLEDGE_MAX, paragraphsOf, type Knowledge, type ManagedKnowledge } from "@app/contract/visits/knowledge.schema";
import type { ItemKey, Store, StoredItem } from "../../engines/store/storePort";
import type { PhotoLinks } from "../attachments/public";

/**
 * | pattern | asked by | index | partition / sort | order | bound |
 * | AP-K1 one article | its commands | primary | FACILITY#id / KNOWLEDGE#id | – | 1 |
 * | AP-K2 a facility's articles | 科普知识, both clients | primary | FACILITY#id / KNOWLEDGE#… | by `position` | 30 |
 */
export interface KnowledgeItem extends StoredItem {
  readonly knowledgeId: KnowledgeId;
  readonly facilityId: FacilityId;
  readonly title: string;
  readonly body: string;
  readonly photos: readonly AttachmentId[];
  readonly published: boolean;
  /** Among the facility's; gaps mean nothing. */
  readonly position: number;
  readonly updatedAt: Instant;
  readonly updatedByName: string;
  readonly version: number;
}

export const KNOWLEDGE_TAG = "knowledge";
export const knowledgeKey = (facilityId: string, knowledgeId: string): ItemKey => ({ pk: `FACILITY#${facilityId}`, sk: `KNOWLEDGE#${knowledgeId}` });

export async function getKnowledgeItem(store: Store, facilityId: string, knowledgeId: string): Promise<KnowledgeItem | undefined> {
  return (await store.get(knowledgeKey(facilityId, knowledgeId))) as KnowledgeItem | undefined;
}

/** In the order they are shown in; two of one position come by age. */
export async function listKnowledgeItems(store: Store, facilityId: string): Promise<KnowledgeItem[]> {
  const page = await store.query({ index: "primary", pk: `FACILITY#${facilityId}`, range: { beginsWith: "KNOWLEDGE#" }, limit: KNOWLEDGE_MAX * 2 });
  return (page.items as KnowledgeItem[]).toSorted((left, right) => left.position - right.position);
}

export async function toKnowledge(item: KnowledgeItem, photos: PhotoLinks): Promise<Knowledge> {
  const { knowledgeId, facilityId, title, body, updatedAt } = item;
  return { knowledgeId, facilityId, title, paragraphs: paragraphsOf(body), photos: await photos(item.photos), updatedAt };
}

export async function toManagedKnowledge(item: KnowledgeItem, photos: PhotoLinks): Promise<ManagedKnowledge> {
  const { body, published, version, updatedByName } = item;
  return { ...(await toKnowledge(item, photos)), body, published, version, updatedByName };
}

/** 「王芳 2026-03-07 09:00 修改」 (promise R5) */
export const lastKnowledgeChange = (item: KnowledgeItem): string => `${item.updatedByName} ${instantLabel(item.updatedAt)} 修改`;
