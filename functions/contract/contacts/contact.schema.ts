import { RequestId, AccountId } from "../kernel/ids";
import { PageCursor, PageLimit, pageOf } from "../kernel/page";
import { MobilePhone, SmsCode } from "../kernel/phone";
import { z } from "../kernel/zod";
import { OrgPath } from "../organizations/orgPath";

/** Seed 000, 九-3: whose contacts somebody sees. OWN: one's own unit; ABOVE: the bureaus over it; BELOW: bureaus and facilities in one's range. */
export const CONTACT_GROUPS = ["OWN", "ABOVE", "BELOW"] as const;
export type ContactGroup = (typeof CONTACT_GROUPS)[number];
export const CONTACT_GROUP_LABELS = { OWN: "本单位", ABOVE: "上级管理单位", BELOW: "下级单位" } as const satisfies Record<ContactGroup, string>;

export const Landline = z
  .string()
  // People write it with blanks; it is kept without.
  .overwrite((text) => text.replace(/\s/g, ""))
  .regex(/^(|(0\d{2,3}-?)?\d{7,8}(-\d{1,6})?|400-?\d{3}-?\d{4})$/, "固定电话请写成 0898-66123456 这样，分机写在后面：0898-66123456-801")
  .meta({ title: "Landline" });
export const Email = z
  .string()
  .trim()
  .max(100, "邮箱最多 100 个字符")
  .regex(/^(|[^\s@]+@[^\s@]+\.[^\s@.]+)$/, "邮箱格式不正确，请检查")
  .meta({ title: "ContactEmail" });
const PersonName = z.string("请填写联系人").trim().min(2, "请填写联系人姓名（至少 2 个字）").max(20, "姓名最多 20 个字").meta({ title: "ContactPersonName" });

export const Contact = z
  .strictObject({
    /** Of the account behind the contact; with the unit it names the row. */
    accountId: AccountId,
    group: z.enum(CONTACT_GROUPS),
    orgPath: OrgPath,
    unitName: z.string(),
    roleLabel: z.string(),
    name: z.string(),
    landline: z.string(),
    phone: z.string(),
    email: z.string(),
    /** To be given back with a change, so that two people do not overwrite each other. */
    version: z.number().int(),
    canEdit: z.boolean(),
  })
  .meta({ title: "Contact" });
export type Contact = z.infer<typeof Contact>;

/** The two that belong to nobody's unit (seed 000, 九-3-3 and 4). */
export const PLATFORM_CONTACT_KINDS = ["PROJECT_LEAD", "TECHNICAL_LEAD"] as const;
export const PlatformContactKind = z.enum(PLATFORM_CONTACT_KINDS).meta({ title: "PlatformContactKind" });
export type PlatformContactKind = z.infer<typeof PlatformContactKind>;
export const PLATFORM_CONTACT_LABELS = { PROJECT_LEAD: "项目负责人", TECHNICAL_LEAD: "平台技术负责人" } as const satisfies Record<PlatformContactKind, string>;

export const PlatformContact = z
  .strictObject({
    kind: PlatformContactKind,
    unitName: z.string(),
    name: z.string(),
    landline: z.string(),
    phone: z.string(),
    email: z.string(),
    version: z.number().int(),
    canEdit: z.boolean(),
  })
  .meta({ title: "PlatformContact" });
export type PlatformContact = z.infer<typeof PlatformContact>;

/** All that is few: the two of the platform, one's own unit, and the bureaus above. */
export const ContactBook = z
  .strictObject({
    platform: z.array(PlatformContact),
    own: z.array(Contact),
    above: z.array(Contact),
    /** Whether there is anything below to list. */
    hasBelow: z.boolean(),
  })
  .meta({ title: "ContactBook" });
export type ContactBook = z.infer<typeof ContactBook>;

const Search = z.string().trim().max(40, "最多输入 40 个字").optional().meta({ description: "Part of a unit's name or of a person's" });
export const ContactsQuery = z.strictObject({ search: Search, limit: PageLimit, cursor: PageCursor.optional() });
export type ContactsQuery = z.infer<typeof ContactsQuery>;
export const ContactsFilter = z.strictObject({ search: Search });
export type ContactsFilter = z.infer<typeof ContactsFilter>;
/** A page may hold fewer than asked for and still have a next: so much is looked through at a time. */
export const ContactsPage = pageOf(Contact);

export const RequestPhoneProof = z.strictObject({ requestId: RequestId, phone: MobilePhone }).meta({ title: "RequestPhoneProof" });
export type RequestPhoneProof = z.infer<typeof RequestPhoneProof>;

export const ChangeContact = z
  .strictObject({
    requestId: RequestId,
    version: z.number().int().min(0),
    name: PersonName,
    landline: Landline,
    phone: MobilePhone,
    email: Email,
    /** Only with another phone: the code that was sent to it. */
    code: SmsCode.optional(),
  })
  .meta({ title: "ChangeContact" });
export type ChangeContact = z.infer<typeof ChangeContact>;

export const ChangePlatformContact = z
  .strictObject({
    requestId: RequestId,
    version: z.number().int().min(0),
    unitName: z.string("请填写单位").trim().min(2, "请填写单位").max(60, "单位最多 60 个字"),
    name: PersonName,
    landline: Landline,
    phone: z
      .string()
      .trim()
      .regex(/^(|1[3-9]\d{9})$/, "手机号应为 11 位数字，请检查"),
    email: Email,
  })
  .refine((contact) => contact.landline !== "" || contact.phone !== "", { message: "固定电话和手机至少填写一个", path: ["phone"] })
  .meta({ title: "ChangePlatformContact" });
export type ChangePlatformContact = z.infer<typeof ChangePlatformContact>;

/** 检索: by unit or name, in the list, on the screen and in the workbook alike. */
export function matchesSearch(contact: { readonly unitName: string; readonly name: string }, search: string | undefined): boolean {
  const wanted = (search ?? "").trim().toLowerCase();
  return wanted === "" || contact.unitName.toLowerCase().includes(wanted) || contact.name.toLowerCase().includes(wanted);
}
