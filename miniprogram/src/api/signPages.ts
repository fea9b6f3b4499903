import { officialAccountRoutes } from "@app/contract/officialAccount/officialAccount.routes";
import { signPagesBy } from "../platform/wechatSdk";
import { api } from "./apiClient";

/** WeChat's browser lets a page use its scanner once our server has signed the page. */
signPagesBy(async (url) => {
  const answer = await api.call(officialAccountRoutes.getJsSdkSignature, { query: { url } });
  return answer.ok ? answer.value : undefined;
});
