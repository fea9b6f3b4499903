import { ok, refuse } from "@app/contract/kernel/result";
import type { qrLogInRoutes } from "@app/contract/sessions/qrLogIn.routes";
import type { staffBindingRoutes } from "@app/contract/sessions/staffBinding.routes";
import type { Handlers } from "../../engines/http/handler";
import { askForQrLogIn } from "./actions/askForQrLogIn";
import { bindStaffBySms, bindStaffByWechatPhone, phoneRefusal } from "./actions/bindStaffByPhone";
import { claimQrLogIn } from "./actions/claimQrLogIn";
import { decideQrLogIn, scanQrLogIn } from "./actions/decideQrLogIn";
import { requestBindingCode } from "./actions/requestBindingCode";
import { unbindStaff, unbindStaffOf } from "./actions/unbindStaff";
import type { SessionDeps } from "./sessionDeps";

export function staffBindingHandlers(deps: SessionDeps): Handlers<typeof staffBindingRoutes> {
  return {
    requestBindingCode: ({ input, actor, clientAddress }) => requestBindingCode(deps, { actor, clientAddress, command: input.body }),
    bindStaffBySms: ({ input, actor }) => bindStaffBySms(deps, { actor, command: input.body }),
    bindStaffByWechatPhone: ({ input, actor }) => bindStaffByWechatPhone(deps, { actor, command: input.body }),
    unbindStaff: ({ actor, sessionToken }) => unbindStaff(deps, { actor, sessionToken }),
    unbindStaffOf: ({ input, actor }) => unbindStaffOf(deps, { actor, username: input.params.username, requestId: input.body.requestId }),
    readWechatPhone: async ({ input, actor }) => {
      if (actor.personId === undefined) return refuse({ code: "FORBIDDEN" });
      const phone = await deps.wechat.phoneNumberOf(input.body.phoneCode);
      return phone.ok ? ok({ phone: phone.value }) : refuse(phoneRefusal(phone.refusal));
    },
  };
}

export function qrLogInHandlers(deps: SessionDeps): Handlers<typeof qrLogInRoutes> {
  return {
    askForQrLogIn: ({ actor, clientAddress }) => askForQrLogIn(deps, { actor, clientAddress }),
    claimQrLogIn: ({ input, actor }) => claimQrLogIn(deps, { actor, secret: input.body.secret }),
    scanQrLogIn: ({ input, actor }) => scanQrLogIn(deps, { actor, ticket: input.params.ticket }),
    decideQrLogIn: ({ input, actor }) => decideQrLogIn(deps, { actor, ticket: input.params.ticket, command: input.body }),
  };
}
