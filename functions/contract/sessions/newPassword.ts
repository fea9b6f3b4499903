import { z } from "../kernel/zod";

export const PASSWORD_LENGTH_MIN = 10;
export const PASSWORD_LENGTH_MAX = 64;

/** Said beside the field before anybody types. */
export const PASSWORD_RULE = `${PASSWORD_LENGTH_MIN} 位以上，同时有字母和数字；不要用姓名、用户名、手机号或有规律的字符。`;

export const NewPassword = z
  .string("请填写新密码")
  .min(PASSWORD_LENGTH_MIN, `新密码至少 ${PASSWORD_LENGTH_MIN} 位`)
  .max(PASSWORD_LENGTH_MAX, `新密码最多 ${PASSWORD_LENGTH_MAX} 位`)
  .refine((text) => /[A-Za-z]/.test(text) && /\d/.test(text), "新密码要同时有字母和数字")
  .refine((text) => !hasPattern(text), "新密码里有太规律的字符（如 123456、aaaa、qwerty），请换一个")
  .meta({ title: "NewPassword", description: PASSWORD_RULE });

/** What everybody's list of guesses begins with. */
const GUESSED_FIRST = ["password", "qwert", "asdfg", "zxcvb", "admin", "huanbao", "1q2w3e", "passw0rd"];
const RUN_LENGTH = 5;

function hasPattern(text: string): boolean {
  const lower = text.toLowerCase();
  return GUESSED_FIRST.some((word) => lower.includes(word)) || longestRun(lower) >= RUN_LENGTH;
}

/** The longest run of characters that repeat (aaaaa), rise (12345) or fall (edcba). */
function longestRun(text: string): number {
  let longest = 0;
  for (const step of [0, 1, -1]) {
    let length = 1;
    for (let index = 1; index < text.length; index += 1) {
      length = text.charCodeAt(index) - text.charCodeAt(index - 1) === step ? length + 1 : 1;
      longest = Math.max(longest, length);
    }
  }
  return longest;
}

/** What only the account can tell: a password that holds its user name, phone or holder's name. */
export function namesAccount(password: string, account: { readonly username: string; readonly phone: string; readonly displayName: string }): boolean {
  const lower = password.toLowerCase();
  return [account.username, account.username.split(".")[0] ?? "", account.phone, account.displayName].some(
    (word) => word.length >= 2 && lower.includes(word.toLowerCase()),
  );
}
