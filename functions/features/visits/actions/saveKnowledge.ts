import { mayAt, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { FacilityId, KnowledgeId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { FacilityRefusal } from "@app/contract/visits/facilities.errors";
import { KNOWLEDGE_MAX, type CreateKnowledge, type EditKnowledge, type ManagedKnowledge, type OrderKnowledge } from "@app/contract/visits/knowledge.schema";
import { runCommand } from "../../../engines/commands/runCommand";
import { absent, versionIs } from "../../../engines/store/storePort";
import { claimAttachments, releaseAttachments } from "../../attachments/public";
import { facilityEvent, getFacilityItem } from "../facilityRepository";
import {
  getKnowledgeItem,
  KNOWLEDGE_TAG,
  knowledgeKey,
  lastKnowledgeChange,
  listKnowledgeItems,
  toManagedKnowledge,
  type KnowledgeItem,
} from "../knowledgeRepository";
import type { VisitDeps } from "../visitDeps";

type Refusal = FacilityRefusal | KernelRefusal;
type Deps = Pick<VisitDeps, "engine" | "photos">;
const NO_FACILITY = { code: "NOT_FOUND", what: "家开放单位" } as const;
const caseOf = (knowledgeId: KnowledgeId) => ({ caseKind: "knowledge", caseId: knowledgeId }) as const;

/** A new article, behind those that are there. */
export async function createKnowledge(
  { engine, photos }: Deps,
  input: { actor: Actor; facilityId: FacilityId; command: CreateKnowledge },
): Promise<Result<ManagedKnowledge, Refusal>> {
  const { requestId, ...content } = input.command;
  let tries = 0;
  return runCommand<ManagedKnowledge, Refusal>(engine, {
    actor: input.actor,
    requestId,
    command: "createKnowledge",
    asked: [input.facilityId, input.command],
    decide: async ({ actor, now, newId }) => {
      const facility = await getFacilityItem(engine.store, input.facilityId);
      if (facility === undefined || !mayAt(actor, "facilities.edit", facility.orgPath)) return refuse(NO_FACILITY);
      const others = await listKnowledgeItems(engine.store, facility.facilityId);
      if (others.length >= KNOWLEDGE_MAX) return refuse({ code: "KNOWLEDGE_TOO_MANY", max: KNOWLEDGE_MAX });
      const knowledgeId = newId() as KnowledgeId;
      const claims = await claimAttachments(engine.store, { ...caseOf(knowledgeId), ids: content.photos, purpose: "KNOWLEDGE_PHOTO", actor });
      if (!claims.ok) return claims;
      const item: KnowledgeItem = {
        ...knowledgeKey(facility.facilityId, knowledgeId),
        knowledgeId,
        facilityId: facility.facilityId,
        ...content,
        position: Math.max(0, ...others.map((other) => other.position)) + 1,
        updatedAt: now,
        updatedByName: actor.name,
        version: 1,
      };
      return ok({
        writes: [{ kind: "put", tag: KNOWLEDGE_TAG, item, condition: absent } as const, ...claims.value],
        events: [facilityEvent(facility, { eventType: "KNOWLEDGE_CREATED", now, tries: tries++, payload: { knowledgeId, remark: content.title } })],
        answer: await toManagedKnowledge(item, photos),
      });
    },
  });
}

export async function editKnowledge(
  { engine, photos }: Deps,
  input: { actor: Actor; facilityId: FacilityId; knowledgeId: KnowledgeId; command: EditKnowledge },
): Promise<Result<ManagedKnowledge, Refusal>> {
  const { requestId, version, ...content } = input.command;
  let tries = 0;
  return runCommand<ManagedKnowledge, Refusal>(engine, {
    actor: input.actor,
    requestId,
    command: "editKnowledge",
    asked: [input.facilityId, input.knowledgeId, input.command],
    decide: async ({ actor, now }) => {
      const [facility, item] = await Promise.all([
        getFacilityItem(engine.store, input.facilityId),
        getKnowledgeItem(engine.store, input.facilityId, input.knowledgeId),
      ]);
      if (facility === undefined || !mayAt(actor, "facilities.edit", facility.orgPath)) return refuse(NO_FACILITY);
      if (item === undefined) return refuse({ code: "NOT_FOUND", what: "篇科普知识" });
      if (item.version !== version) return refuse({ code: "KNOWLEDGE_CHANGED", lastChange: lastKnowledgeChange(item), version: item.version });
      const claims = await claimAttachments(engine.store, { ...caseOf(item.knowledgeId), ids: content.photos, purpose: "KNOWLEDGE_PHOTO", actor });
      if (!claims.ok) return claims;
      const dropped = item.photos.filter((photo) => !content.photos.includes(photo));
      const releases = dropped.length === 0 ? [] : await releaseAttachments(engine.store, { ...caseOf(item.knowledgeId), ids: dropped, now });
      const next: KnowledgeItem = { ...item, ...content, updatedAt: now, updatedByName: actor.name, version: item.version + 1 };
      const payload = {
        knowledgeId: item.knowledgeId,
        remark: content.title,
        before: { title: item.title, body: item.body, photos: item.photos, published: item.published },
        after: content,
        fields:
          item.published === content.published
            ? []
            : [{ label: "发布", before: item.published ? "已发布" : "未发布", after: content.published ? "已发布" : "未发布" }],
      };
      return ok({
        writes: [{ kind: "put", tag: KNOWLEDGE_TAG, item: next, condition: versionIs(item.version) } as const, ...claims.value, ...releases],
        events: [facilityEvent(facility, { eventType: "KNOWLEDGE_EDITED", now, tries: tries++, payload })],
        answer: await toManagedKnowledge(next, photos),
      });
    },
  });
}

/** Puts all of a facility's articles into an order: whoever does not know of a new one is told to look again. */
export async function orderKnowledge(
  { engine, photos }: Deps,
  input: { actor: Actor; facilityId: FacilityId; command: OrderKnowledge },
): Promise<Result<{ items: ManagedKnowledge[] }, Refusal>> {
  const { knowledgeIds } = input.command;
  let tries = 0;
  return runCommand<{ items: ManagedKnowledge[] }, Refusal>(engine, {
    actor: input.actor,
    requestId: input.command.requestId,
    command: "orderKnowledge",
    asked: [input.facilityId, input.command],
    decide: async ({ actor, now }) => {
      const facility = await getFacilityItem(engine.store, input.facilityId);
      if (facility === undefined || !mayAt(actor, "facilities.edit", facility.orgPath)) return refuse(NO_FACILITY);
      const items = await listKnowledgeItems(engine.store, facility.facilityId);
      const ordered = knowledgeIds.flatMap((id) => items.find((item) => item.knowledgeId === id) ?? []);
      if (new Set(ordered).size !== items.length || ordered.length !== items.length) return refuse({ code: "KNOWLEDGE_ORDER_STALE" });
      const moved = ordered.map((item, index) => ({ item, position: index + 1 })).filter(({ item, position }) => item.position !== position);
      return ok({
        writes: moved.map(({ item, position }) => ({
          kind: "update",
          tag: KNOWLEDGE_TAG,
          key: knowledgeKey(facility.facilityId, item.knowledgeId),
          set: { position },
          add: { version: 1 },
          condition: versionIs(item.version),
        })),
        events:
          moved.length === 0
            ? []
            : [facilityEvent(facility, { eventType: "KNOWLEDGE_ORDERED", now, tries: tries++, payload: { knowledgeIds: [...knowledgeIds] } })],
        answer: {
          items: await Promise.all(
            ordered.map((item, index) =>
              toManagedKnowledge({ ...item, position: index + 1, version: item.version + (item.position === index + 1 ? 0 : 1) }, photos),
            ),
          ),
        },
      });
    },
  });
}
