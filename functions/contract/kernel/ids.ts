import { z } from "./zod";

/**
 * Ids are opaque, URL-safe and at most 64 characters. A random id is time-ordered (its first ten characters are the millisecond), so that lists
 * keyed by it come in the order of creation.
 */
const idOf = <Brand extends string>(brand: Brand) =>
  z
    .string()
    .regex(/^[A-Za-z0-9~_.:-]{1,64}$/, "编号格式不正确")
    .meta({ title: brand })
    .brand<Brand>();

export const PersonId = idOf("PersonId");
export type PersonId = z.infer<typeof PersonId>;
export const AccountId = idOf("AccountId");
export type AccountId = z.infer<typeof AccountId>;
export const FacilityId = idOf("FacilityId");
export type FacilityId = z.infer<typeof FacilityId>;
export const SlotId = idOf("SlotId");
export type SlotId = z.infer<typeof SlotId>;
export const HoldId = idOf("HoldId");
export type HoldId = z.infer<typeof HoldId>;
export const BookingId = idOf("BookingId");
export type BookingId = z.infer<typeof BookingId>;
export const SlotTemplateId = idOf("SlotTemplateId");
export type SlotTemplateId = z.infer<typeof SlotTemplateId>;
export const KnowledgeId = idOf("KnowledgeId");
export type KnowledgeId = z.infer<typeof KnowledgeId>;
export const ActivityId = idOf("ActivityId");
export type ActivityId = z.infer<typeof ActivityId>;
export const EventId = idOf("EventId");
export type EventId = z.infer<typeof EventId>;
export const AttachmentId = idOf("AttachmentId");
export type AttachmentId = z.infer<typeof AttachmentId>;
export const OrganizationId = idOf("OrganizationId");
export type OrganizationId = z.infer<typeof OrganizationId>;
export const DepartmentId = idOf("DepartmentId");
export type DepartmentId = z.infer<typeof DepartmentId>;
export const PostId = idOf("PostId");
export type PostId = z.infer<typeof PostId>;
export const RegistrationId = idOf("RegistrationId");
export type RegistrationId = z.infer<typeof RegistrationId>;
export const RoleId = idOf("RoleId");
export type RoleId = z.infer<typeof RoleId>;
export const AnnouncementId = idOf("AnnouncementId");
export type AnnouncementId = z.infer<typeof AnnouncementId>;

/** Made and stored by the client before it sends; a repeat with the same id gets the first answer (promise R2). */
export const RequestId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{16,64}$/, "requestId 应为 16-64 位字母、数字、下划线或短横线")
  .meta({ title: "RequestId", description: "Idempotency key, made by the client, kept at least 24 hours" })
  .brand<"RequestId">();
export type RequestId = z.infer<typeof RequestId>;
