import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { CAPTCHA_LENGTH } from "@app/contract/kernel/captcha";
import { CAPTCHA_LETTERS } from "../../platform/codes/svgCaptcha";
import { openSqliteStore } from "../../platform/store/sqlite/sqliteStore";
import { byTestId } from "./browser";

/**
 * Types what the picture shows. A program cannot read it, as it should be; but this one has the store, where the salted hash of four letters is no secret for long.
 * @param id of the field; the page's next picture is asked for first, so that its number is seen
 */
export async function solveCaptcha(page: Page, id: string, stateFolder: string): Promise<void> {
  const answered = page.waitForResponse((response) => response.url().endsWith("/api/sessions/captchas"));
  await byTestId(page, `${id}-turn`).click();
  const { captchaId } = (await (await answered).json()) as { captchaId: string };
  await byTestId(page, id).fill(await textOfCaptcha(captchaId, stateFolder));
}

async function textOfCaptcha(captchaId: string, stateFolder: string): Promise<string> {
  const store = openSqliteStore({ path: join(stateFolder, "civic-green.sqlite") });
  try {
    const item = await store.get({ pk: `CAPTCHA#${captchaId}`, sk: "STATE" });
    const letters = [...CAPTCHA_LETTERS];
    const indexes = Array.from({ length: letters.length ** CAPTCHA_LENGTH }, (_, n) => n);
    for (const index of indexes) {
      let rest = index;
      let text = "";
      for (let at = 0; at < CAPTCHA_LENGTH; at += 1) {
        text += letters[rest % letters.length] ?? "";
        rest = Math.floor(rest / letters.length);
      }
      if (
        createHash("sha256")
          .update(`${String(item?.["salt"])}|${text}`)
          .digest("base64url") === item?.["textHash"]
      )
        return text;
    }
    throw new Error(`no text of captcha ${captchaId}`);
  } finally {
    await store.close();
  }
}
