import { maskPhone } from "@app/contract/kernel/mask";
import type { CommandContext } from "../../engines/commands/runCommand";
import type { Write } from "../../engines/store/storePort";
import { accountSecurityNotice, queuedNotice } from "../notices/public";
import type { AccountItem, ContactData } from "../sessions/public";

/** If somebody else took the account over, this is how its holder hears of it. */
export function noticeToOldPhone(account: AccountItem, data: Pick<ContactData, "phone">, { now, newId }: CommandContext): Write[] {
  if (data.phone === account.phone) return [];
  const { page = "", ...words } = accountSecurityNotice({
    matter: "登记手机号已更换",
    unit: "管理后台",
    hint: "不是您同意的，请立即联系上级管理员",
    text: `您在城市环境共治平台登记的手机号已更换为 ${maskPhone(data.phone)}，本号码不再接收通知，也不能再用来登录。不是您同意的，请立即联系上级管理员。`,
    opens: "/contacts",
  });
  return [{ kind: "put", tag: "notice", item: queuedNotice({ cause: newId(), to: { kind: "PHONE", phone: account.phone }, page, ...words, createdAt: now }) }];
}
