import { z } from "../kernel/zod";

/** Pages of ours that the menu, a reply or a code may lead to, the same in the mini-program and in its browser edition. */
export const ACCOUNT_PAGES = {
  HOME: { label: "首页（预约参观）", path: "pages/home/index" },
  BOOKINGS: { label: "我的预约", path: "pages/bookings/index" },
  FOLLOWS: { label: "关注的单位", path: "features/visits/follows/index" },
  FOOTPRINTS: { label: "打卡足迹", path: "features/visits/footprints/index" },
  NO_SHOWS: { label: "失约记录", path: "features/visits/no-shows/index" },
  ME: { label: "我的", path: "pages/me/index" },
  PRIVACY: { label: "隐私与数据", path: "features/sessions/privacy/index" },
} as const;
export type AccountPage = keyof typeof ACCOUNT_PAGES;
export const ACCOUNT_PAGE_KEYS = Object.keys(ACCOUNT_PAGES) as [AccountPage, ...AccountPage[]];
export const AccountPage = z.enum(ACCOUNT_PAGE_KEYS, "请选择页面").meta({ title: "AccountPage" });

/** WeChat counts bytes, and a character of Chinese is three of them. */
export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** Any address of ours or of another office; WeChat opens no other protocol inside itself. */
export const webAddress = (bytesMax: number) =>
  z
    .string("请填写网址")
    .trim()
    .regex(/^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{1,5})?([/?#][!-~]*)?$/i, "请填写 https:// 开头的完整网址，不含中文和空格")
    .refine((url) => utf8Bytes(url) <= bytesMax, `网址最多 ${bytesMax} 个字符`);

export const Opens = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("PAGE"), page: AccountPage }),
    // A text of 600 characters and its address must stay within WeChat's 2048 bytes.
    z.strictObject({ kind: z.literal("URL"), url: webAddress(200) }),
  ])
  .meta({ title: "Opens" });
export type Opens = z.infer<typeof Opens>;
