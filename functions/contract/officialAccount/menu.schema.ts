import { RequestId } from "../kernel/ids";
import { Instant } from "../kernel/time";
import { z } from "../kernel/zod";
import { AccountPage, ACCOUNT_PAGES, utf8Bytes, webAddress } from "./accountPages";
import { ReplyKey } from "./replies.schema";

/** WeChat's limits (自定义菜单): 3 entries of 5; a name of 16 bytes, below an entry 60; an address of 1024. It shows four characters of an entry and eight below it. */
export const MENU_BUTTONS_MAX = 3;
export const MENU_SUB_BUTTONS_MAX = 5;
export const MENU_NAME_BYTES_MAX = 16;
export const MENU_SUB_NAME_BYTES_MAX = 60;
const URL_BYTES_MAX = 1024;

export const MENU_BUTTON_KINDS = ["PAGE", "URL", "MINI_PROGRAM", "REPLY"] as const;
export type MenuButtonKind = (typeof MENU_BUTTON_KINDS)[number];
export const MENU_BUTTON_KIND_LABELS = {
  PAGE: "打开本平台页面",
  URL: "打开网址",
  MINI_PROGRAM: "打开小程序",
  REPLY: "回复一段话",
} as const satisfies Record<MenuButtonKind, string>;

const nameOf = (bytesMax: number, words: string) =>
  z
    .string("请填写名称")
    .trim()
    .min(1, "请填写名称")
    .refine((name) => utf8Bytes(name) <= bytesMax, `名称太长，${words}`)
    .refine((name) => !HAS_CONTROL.test(name), "名称里有看不见的字符，请重新输入");

const HAS_CONTROL = /[\u0000-\u001f\u007f]/;

const leavesOf = (name: ReturnType<typeof nameOf>) =>
  [
    z.strictObject({ kind: z.literal("PAGE"), name, page: AccountPage }),
    z.strictObject({ kind: z.literal("URL"), name, url: webAddress(URL_BYTES_MAX) }),
    z.strictObject({
      kind: z.literal("MINI_PROGRAM"),
      name,
      path: z
        .string("请填写小程序页面")
        .trim()
        .max(200, "小程序页面最多 200 个字符")
        .regex(/^[\w-]+(\/[\w-]+)+(\?[!-~]*)?$/, "请填写小程序页面路径，如 pages/home/index"),
    }),
    z.strictObject({ kind: z.literal("REPLY"), name, key: ReplyKey }),
  ] as const;

export const MenuLeaf = z
  .discriminatedUnion("kind", leavesOf(nameOf(MENU_SUB_NAME_BYTES_MAX, "最多 20 个汉字，微信里显示前 8 个")))
  .meta({ title: "MenuLeaf" });
export type MenuLeaf = z.infer<typeof MenuLeaf>;
const topName = nameOf(MENU_NAME_BYTES_MAX, "最多 5 个汉字，微信里显示前 4 个");
export const MenuButton = z
  .discriminatedUnion("kind", [
    ...leavesOf(topName),
    z.strictObject({
      kind: z.literal("GROUP"),
      name: topName,
      buttons: z.array(MenuLeaf).min(1, "请至少添加一个子菜单").max(MENU_SUB_BUTTONS_MAX, `子菜单最多 ${MENU_SUB_BUTTONS_MAX} 个`),
    }),
  ])
  .meta({ title: "MenuButton" });
export type MenuButton = z.infer<typeof MenuButton>;
export const MenuButtons = z.array(MenuButton).max(MENU_BUTTONS_MAX, `菜单最多 ${MENU_BUTTONS_MAX} 个`);

export const AccountMenu = z
  .strictObject({
    /** What is being worked at; followers see `published`. */
    draft: z.array(MenuButton),
    version: z.number().int().min(0),
    lastChange: z.strictObject({ byName: z.string(), at: Instant }).optional(),
    /** Absent when the account has no menu. */
    published: z.strictObject({ buttons: z.array(MenuButton), byName: z.string(), at: Instant }).optional(),
    isDraftPublished: z.boolean(),
    /** Why the last publication failed; gone after one that succeeds. */
    failure: z.strictObject({ sentence: z.string(), byName: z.string(), at: Instant }).optional(),
  })
  .meta({ title: "AccountMenu" });
export type AccountMenu = z.infer<typeof AccountMenu>;

const version = z.number().int().min(0);
export const SaveAccountMenu = z.strictObject({ requestId: RequestId, version, buttons: MenuButtons }).meta({ title: "SaveAccountMenu" });
export type SaveAccountMenu = z.infer<typeof SaveAccountMenu>;
export const PublishAccountMenu = z.strictObject({ requestId: RequestId, version }).meta({ title: "PublishAccountMenu" });
export type PublishAccountMenu = z.infer<typeof PublishAccountMenu>;

/** All that does something, those below an entry included. */
export const leavesOfMenu = (buttons: readonly MenuButton[]): MenuLeaf[] => buttons.flatMap((button) => (button.kind === "GROUP" ? button.buttons : [button]));

/** The menu in lines, for its history. */
export function menuWords(buttons: readonly MenuButton[], replyWords?: (key: string) => string): string {
  const leaf = (button: MenuLeaf): string => {
    switch (button.kind) {
      case "PAGE":
        return `${button.name} → ${ACCOUNT_PAGES[button.page].label}`;
      case "URL":
        return `${button.name} → ${button.url}`;
      case "MINI_PROGRAM":
        return `${button.name} → 小程序「${Object.values(ACCOUNT_PAGES).find(({ path }) => path === button.path)?.label ?? button.path}」`;
      case "REPLY":
        return `${button.name} → ${replyWords === undefined ? MENU_BUTTON_KIND_LABELS.REPLY : `回复「${replyWords(button.key)}」`}`;
    }
  };
  return buttons
    .map((button) => (button.kind === "GROUP" ? [button.name, ...button.buttons.map((sub) => `　${leaf(sub)}`)].join("\n") : leaf(button)))
    .join("\n");
}
