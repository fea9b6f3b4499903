import Taro from "@tarojs/taro";
import type { LoginOutcome, LoginRequest } from "./loginOutcome";

/** The code is single-use and lives five minutes: send it to the API at once. */
export async function startLogin(_request: LoginRequest): Promise<LoginOutcome> {
  try {
    const { code } = await Taro.login();
    return code ? { kind: "CODE", channel: "MINI_PROGRAM", code, state: undefined } : { kind: "FAILED" };
  } catch {
    return { kind: "FAILED" };
  }
}

/** Only a browser comes back from WeChat with a code in its address. */
export function takeReturnedLogin(): LoginOutcome | undefined {
  return undefined;
}
