import { refusalEntry, type RefusalOf } from "./errors";
import { z } from "./zod";

export const CAPTCHA_VALID_SECONDS = 300;
export const CAPTCHA_LENGTH = 4;

/** What a form sends back of a captcha. Upper and lower case are one, for a picture cannot tell them apart well. */
export const CaptchaAnswer = z
  .strictObject({
    captchaId: z.string("请先获取图形验证码").regex(/^[A-Za-z0-9_-]{20,64}$/, "图形验证码已失效，请换一张"),
    text: z
      .string("请填写图形验证码")
      .trim()
      .toUpperCase()
      .regex(/^[A-Z0-9]{4}$/, `图形验证码是图中的 ${CAPTCHA_LENGTH} 个字母或数字`),
  })
  .meta({ title: "CaptchaAnswer" });
export type CaptchaAnswer = z.infer<typeof CaptchaAnswer>;

export const Captcha = z
  .strictObject({
    captchaId: z.string(),
    /** A whole picture: shown through `captchaPictureUrl`, never put into a page as markup. */
    svg: z.string(),
    validSeconds: z.number().int(),
  })
  .meta({ title: "Captcha", description: "A picture of four letters and figures, for one use" });
export type Captcha = z.infer<typeof Captcha>;

/** For an `<img>`, where a drawing can run nothing. */
export function captchaPictureUrl({ svg }: Pick<Captcha, "svg">): string {
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
}

export const captchaErrors = {
  CAPTCHA_NEEDED: refusalEntry(422, "请填写图中的验证码，再提交一次。", "body.captcha.text"),
  // One sentence for a wrong, a used and an old one: what to do is the same.
  CAPTCHA_WRONG: refusalEntry(422, "图形验证码不正确或已失效，请看新的图片重新填写。", "body.captcha.text"),
} as const;
export type CaptchaRefusal = RefusalOf<typeof captchaErrors>;
