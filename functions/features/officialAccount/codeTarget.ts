import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { ACCOUNT_PAGES } from "@app/contract/officialAccount/accountPages";
import type { OfficialAccountRefusal } from "@app/contract/officialAccount/officialAccount.errors";
import { ruleOfKey, STANDARD_REPLIES } from "@app/contract/officialAccount/replyMatching";
import { ruleName } from "@app/contract/officialAccount/replies.schema";
import type { CodeTarget } from "@app/contract/officialAccount/sceneCode.schema";
import type { Store } from "../../engines/store/storePort";
import { getPublicFacility } from "../visits/public";
import { getRepliesItem } from "./accountRepository";

/** Where a code leads, in words; refused when it would lead nowhere. */
export async function labelOfTarget(store: Store, target: CodeTarget): Promise<Result<string, OfficialAccountRefusal>> {
  switch (target.kind) {
    case "FACILITY": {
      const facility = await getPublicFacility(store, target.facilityId);
      return facility === undefined ? refuse({ code: "FACILITY_NOT_OPEN" }) : ok(facility.name);
    }
    case "KEYWORD": {
      const rule = ruleOfKey(((await getRepliesItem(store))?.replies ?? STANDARD_REPLIES).rules, target.key);
      return rule === undefined ? refuse({ code: "REPLY_UNKNOWN", where: "二维码" }) : ok(`自动回复「${ruleName(rule)}」`);
    }
    case "PAGE":
      return ok(ACCOUNT_PAGES[target.page].label);
  }
}
