import { Email, Landline } from "../contacts/contact.schema";
import { AccountId, OrganizationId, PostId, RequestId } from "../kernel/ids";
import { PageCursor, PageLimit, pageOf } from "../kernel/page";
import { MobilePhone } from "../kernel/phone";
import { Instant } from "../kernel/time";
import { z } from "../kernel/zod";
import { OrgPath } from "../organizations/orgPath";
import { PERMISSIONS, ROLES } from "../organizations/roles";

/** 人员: who works in the back office or at a gate. Seed 002, 1: a user name begins with a letter. */
export const Username = z
  .string("请填写用户名")
  .trim()
  .toLowerCase()
  .regex(/^[a-z][a-z0-9._-]{3,31}$/, "用户名为 4-32 位，以字母开头，只用字母、数字、点、横线和下划线")
  .meta({ title: "Username" });
export const OfficePersonName = z.string("请填写姓名").trim().min(2, "姓名至少 2 个字").max(20, "姓名最多 20 个字").meta({ title: "OfficePersonName" });

/** A DISABLED account keeps its records and opens nothing. */
export const OFFICE_PERSON_STATUSES = ["ACTIVE", "DISABLED"] as const;
export const OfficePersonStatus = z.enum(OFFICE_PERSON_STATUSES).meta({ title: "OfficePersonStatus" });
export type OfficePersonStatus = z.infer<typeof OfficePersonStatus>;
export const OFFICE_PERSON_STATUS_LABELS = { ACTIVE: "在用", DISABLED: "已停用" } as const satisfies Record<OfficePersonStatus, string>;

/** What is done to an account in 人员, in words. */
export const PERSON_EVENT_LABELS = {
  ACCOUNT_CREATED: "新增账号",
  ACCOUNT_EDITED: "修改资料",
  ACCOUNT_DISABLED: "停用账号",
  ACCOUNT_ENABLED: "启用账号",
  ACCOUNT_PASSWORD_RESET: "清除密码",
  ACCOUNT_RECOVERED: "在服务器上恢复登录",
  WORK_HANDED_OVER: "交出工作",
} as const;

/** More than anybody holds at once; with their places they still fit one transaction. */
export const POSTS_OF_ONE_PERSON_MAX = 6;

export const HeldPost = z
  .strictObject({ postId: z.string(), postName: z.string(), organizationId: z.string(), orgName: z.string() })
  .meta({ title: "HeldPost" });
export type HeldPost = z.infer<typeof HeldPost>;

export const OfficePerson = z
  .strictObject({
    accountId: AccountId,
    username: z.string(),
    name: z.string(),
    phoneMasked: z.string(),
    status: OfficePersonStatus,
    statusLabel: z.string(),
    /** Where the list shows them: the place of their first grant. */
    orgPath: OrgPath,
    orgName: z.string(),
    posts: z.array(HeldPost),
    roleLabels: z.array(z.string()),
  })
  .meta({ title: "OfficePerson" });
export type OfficePerson = z.infer<typeof OfficePerson>;

export const PersonChange = z
  .strictObject({
    at: Instant,
    byName: z.string(),
    label: z.string(),
    /** 「手机：139****0001 → 139****0002」 */
    lines: z.array(z.string()),
  })
  .meta({ title: "PersonChange" });
export type PersonChange = z.infer<typeof PersonChange>;

export const OfficePersonDetail = OfficePerson.extend({
  /** Whole for whoever may change it; masked for readers. */
  phone: z.string(),
  landline: z.string(),
  email: z.string(),
  isWechatBound: z.boolean(),
  /** 两步验证 is on. */
  hasSecondStep: z.boolean(),
  /** False until the person has logged in by phone and chosen one. */
  hasPassword: z.boolean(),
  /** Where no SMS can be sent: said once, in the answer that set it. */
  oneTimePassword: z.string().optional(),
  /** Absent when no log-in is on record. */
  lastLogInAt: Instant.optional(),
  changes: z.array(PersonChange),
  /** To be given back with a change, so that two people do not overwrite each other. */
  version: z.number().int(),
  canEdit: z.boolean(),
  /** Why not, when `canEdit` is false. */
  cannotEditBecause: z.string().optional(),
}).meta({ title: "OfficePersonDetail" });
export type OfficePersonDetail = z.infer<typeof OfficePersonDetail>;

const Search = z.string().trim().max(40, "最多输入 40 个字").optional();
export const PeopleFilter = z.strictObject({
  /** Part of a name or of a user name, or the last digits of a phone (at least four). */
  search: Search,
  status: OfficePersonStatus.optional(),
  /** Only those at or below this place. */
  orgPath: OrgPath.optional(),
});
export type PeopleFilter = z.infer<typeof PeopleFilter>;
export const PeopleQuery = PeopleFilter.extend({ limit: PageLimit, cursor: PageCursor.optional() });
export type PeopleQuery = z.infer<typeof PeopleQuery>;
/** A page may hold fewer than asked for and still have a next: so much is looked through at a time. */
export const PeoplePage = pageOf(OfficePerson);

/** A post as it is chosen: its organisation is part of its address. */
export const ChosenPost = z.strictObject({ organizationId: OrganizationId, postId: PostId }).meta({ title: "ChosenPost" });
export type ChosenPost = z.infer<typeof ChosenPost>;
const ChosenPosts = z
  .array(ChosenPost)
  .min(1, "请至少选择一个岗位")
  .max(POSTS_OF_ONE_PERSON_MAX, `一个人最多 ${POSTS_OF_ONE_PERSON_MAX} 个岗位`)
  .refine((posts) => new Set(posts.map((post) => post.postId)).size === posts.length, "同一个岗位只选一次");

export const PostChoicesQuery = z.strictObject({ search: Search });
/** Organisations of the asker's range with their posts; `mayGive` is false for a post that allows more than the asker may hand out. */
export const PostChoices = z
  .strictObject({
    organizations: z.array(
      z.strictObject({
        organizationId: z.string(),
        name: z.string(),
        orgPath: OrgPath,
        posts: z.array(z.strictObject({ postId: z.string(), name: z.string(), roleLabels: z.array(z.string()), mayGive: z.boolean() })),
      }),
    ),
    /** More match than are shown. */
    hasMore: z.boolean(),
  })
  .meta({ title: "PostChoices" });
export type PostChoices = z.infer<typeof PostChoices>;

const contact = { name: OfficePersonName, phone: MobilePhone, landline: Landline.default(""), email: Email.default("") };
export const CreateOfficePerson = z
  .strictObject({ requestId: RequestId, username: Username, ...contact, posts: ChosenPosts })
  .meta({ title: "CreateOfficePerson" });
export type CreateOfficePerson = z.infer<typeof CreateOfficePerson>;

export const EditOfficePerson = z
  .strictObject({
    requestId: RequestId,
    version: z.number().int().min(1),
    /** The posts that the editor saw; when others hold by now, somebody was faster. */
    seenPostIds: z.array(PostId).max(40),
    ...contact,
    posts: z
      .array(ChosenPost)
      .max(POSTS_OF_ONE_PERSON_MAX, `一个人最多 ${POSTS_OF_ONE_PERSON_MAX} 个岗位`)
      .refine((posts) => new Set(posts.map((post) => post.postId)).size === posts.length, "同一个岗位只选一次"),
  })
  .meta({ title: "EditOfficePerson" });
export type EditOfficePerson = z.infer<typeof EditOfficePerson>;

const Remark = z.string("请写明原因").trim().min(2, "请写明原因（至少 2 个字）").max(100, "原因最多 100 个字");
export const SetOfficePersonStatus = z
  .strictObject({ requestId: RequestId, status: OfficePersonStatus, remark: Remark })
  .meta({ title: "SetOfficePersonStatus" });
export type SetOfficePersonStatus = z.infer<typeof SetOfficePersonStatus>;

export const ResetPassword = z.strictObject({ requestId: RequestId }).meta({ title: "ResetPassword" });
export type ResetPassword = z.infer<typeof ResetPassword>;

/** 这个人能做什么，为什么: each permission and where it comes from. */
export const PersonRights = z
  .strictObject({
    username: z.string(),
    name: z.string(),
    status: OfficePersonStatus,
    rights: z.array(
      z.strictObject({
        permission: z.enum(PERMISSIONS),
        label: z.string(),
        sources: z.array(
          z.strictObject({
            /** Of the post, or empty when the grant was given directly. */
            organization: z.string(),
            post: z.string(),
            role: z.enum(ROLES),
            roleLabel: z.string(),
            place: OrgPath,
            placeName: z.string(),
            /** Kinds of facility it is narrowed to; empty: all. */
            categories: z.array(z.string()),
          }),
        ),
      }),
    ),
  })
  .meta({ title: "PersonRights" });
export type PersonRights = z.infer<typeof PersonRights>;

export const HoldersQuery = z.strictObject({ permission: z.enum(PERMISSIONS), orgPath: OrgPath });
export const PermissionHolders = z
  .strictObject({
    holders: z.array(z.strictObject({ username: z.string(), name: z.string(), orgName: z.string(), roleLabel: z.string(), post: z.string(), place: OrgPath })),
    /** People of bureaus above the asker's range, who are counted and not named. */
    outsideRange: z.number().int(),
    /** More hold it than are looked at. */
    hasMore: z.boolean(),
  })
  .meta({ title: "PermissionHolders" });
export type PermissionHolders = z.infer<typeof PermissionHolders>;

/** What is personally somebody's and would lie still when they leave. */
export const OpenWork = z
  .strictObject({
    kinds: z.array(
      z.strictObject({
        kind: z.string(),
        label: z.string(),
        items: z.array(z.strictObject({ id: z.string(), title: z.string() })),
        /** More than is listed moves too. */
        hasMore: z.boolean(),
      }),
    ),
  })
  .meta({ title: "OpenWork" });
export type OpenWork = z.infer<typeof OpenWork>;

export const HandOverWork = z
  .strictObject({ requestId: RequestId, toUsername: Username, disableAfterwards: z.boolean(), remark: Remark })
  .meta({ title: "HandOverWork" });
export type HandOverWork = z.infer<typeof HandOverWork>;
export const HandedOver = z
  .strictObject({ moved: z.array(z.strictObject({ label: z.string(), count: z.number().int() })), isDisabled: z.boolean() })
  .meta({ title: "HandedOver" });
export type HandedOver = z.infer<typeof HandedOver>;
