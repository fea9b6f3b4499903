import type { OutsideService } from "@app/contract/kernel/outsideServices";
import { refuse, type Result } from "@app/contract/kernel/result";
import type { MenuEntry, MenuTap, OfficialAccountNotice, WechatPort, WechatRefusal } from "../../engines/messaging/wechatPort";

type WechatApp = Extract<OutsideService, "MINI_PROGRAM" | "OFFICIAL_ACCOUNT">;

/**
 * WeChat for a product that has not been given all of its apps yet: whatever the missing one would do is refused for good, without asking anybody. A message of the
 * official account then leads to the web page, and so does an entry of its menu.
 */
export function withoutApps(wechat: WechatPort, missing: readonly OutsideService[]): WechatPort {
  const refused = (app: WechatApp) => async (): Promise<Result<never, WechatRefusal>> =>
    refuse({ code: "NOT_SET_UP", detail: `no ${app.toLowerCase()} in the settings` });
  const noMiniProgram = refused("MINI_PROGRAM");
  const noAccount = refused("OFFICIAL_ACCOUNT");
  return {
    ...wechat,
    ...(missing.includes("MINI_PROGRAM")
      ? {
          codeToSession: noMiniProgram,
          phoneNumberOf: noMiniProgram,
          sendSubscribeMessage: noMiniProgram,
          createUnlimitedCode: noMiniProgram,
          checkText: noMiniProgram,
          startPictureCheck: noMiniProgram,
          sendOfficialAccountNotice: (notice) => wechat.sendOfficialAccountNotice(toWebPage(notice)),
          sendTemplateMessage: (message) => wechat.sendTemplateMessage(toWebPage(message)),
          publishMenu: (buttons) => wechat.publishMenu(buttons.map(menuToWeb)),
        }
      : {}),
    ...(missing.includes("OFFICIAL_ACCOUNT")
      ? {
          officialAccountCodeToIdentity: noAccount,
          sendOfficialAccountNotice: noAccount,
          sendTemplateMessage: noAccount,
          signOfficialAccountPage: noAccount,
          publishMenu: noAccount,
          removeMenu: noAccount,
          createSceneCode: noAccount,
        }
      : {}),
  };
}

function toWebPage<Notice extends OfficialAccountNotice>({ miniProgramPage: _none, ...notice }: Notice): Omit<Notice, "miniProgramPage"> {
  return notice;
}

function menuToWeb(entry: MenuEntry): MenuEntry {
  const tapToWeb = (tap: MenuTap): MenuTap => (tap.opens === "MINI_PROGRAM" ? { name: tap.name, opens: "WEB", url: tap.url } : tap);
  return "below" in entry ? { name: entry.name, below: entry.below.map(tapToWeb) } : tapToWeb(entry);
}
