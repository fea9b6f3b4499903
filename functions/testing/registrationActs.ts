import { approvalRoutes } from "@app/contract/approvals/approvals.routes";
import type { DecideApproval } from "@app/contract/approvals/approval.schema";
import { createApiClient, type ApiClient, type CallRefusal } from "@app/contract/kernel/apiClient";
import type { AttachmentId, RegistrationId, RequestId } from "@app/contract/kernel/ids";
import type { Result } from "@app/contract/kernel/result";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import type { RegistrationContent, RegistrationDetail, StartRegistration } from "@app/contract/registrations/registration.schema";
import { registrationRoutes } from "@app/contract/registrations/registrations.routes";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { registrationItem, type RegistrationItem, type SentRegistration } from "../features/registrations/registrationRepository";
import { aPdf } from "./documents";
import { fetchTransport } from "./fetchTransport";
import { uploadPhoto } from "./photos";
import { CAPTCHA_TEXT, newRequestId, NOW, type TestProduct } from "./startTestProduct";
import { addStaff } from "./approvalActs";

export const REGISTRANT_PASSWORD = "Sea-breeze 7 o'clock";
export const REGISTRANT_PHONE = "13900008001";
export const aRequestId = (): RequestId => newRequestId() as RequestId;

type Called<T> = Promise<Result<T, CallRefusal>>;
/** The value of an answer over HTTP; a refusal fails the test with its own words. */
export async function answered<T>(call: Called<T>): Promise<T> {
  const answer = await call;
  if (!answer.ok) throw new Error(`${answer.refusal.code}: ${answer.refusal.message} ${JSON.stringify(answer.refusal.fields)}`);
  return answer.value;
}
/** The code of a refusal; a success fails the test. */
export async function refusedWith(call: Called<unknown>): Promise<string> {
  const answer = await call;
  if (answer.ok) throw new Error(`not refused: ${JSON.stringify(answer.value)}`);
  return answer.refusal.code;
}

export async function aCaptcha(test: TestProduct, text = CAPTCHA_TEXT): Promise<{ captchaId: string; text: string }> {
  const { captchaId } = await answered(test.anonymous().call(sessionRoutes.getCaptcha, {}));
  return { captchaId, text };
}

export const textsTo = (test: TestProduct, phone: string): string[] =>
  test.sandbox.inboxes.of(`phone:${phone}`).map((message) => (message.kind === "SMS" ? message.text : "card"));

export async function askForCode(
  test: TestProduct,
  asked: { username?: string; phone?: string; requestId?: RequestId; captcha?: { captchaId: string; text: string } } = {},
) {
  const { username = "lvyuan", phone = REGISTRANT_PHONE, requestId = aRequestId(), captcha = await aCaptcha(test) } = asked;
  return test.anonymous().call(registrationRoutes.requestRegistrationCode, { body: { requestId, username, phone, captcha } });
}
/** A code that has arrived on the phone. */
export async function codeOn(test: TestProduct, phone = REGISTRANT_PHONE, username = "lvyuan"): Promise<string> {
  await answered(askForCode(test, { phone, username }));
  await test.settle();
  return /\d{6}/.exec(textsTo(test, phone).at(-1) ?? "")?.[0] ?? "";
}

export const firstPage = (changes: Partial<StartRegistration> = {}): StartRegistration => ({
  requestId: aRequestId(),
  kind: "AGENCY",
  username: "lvyuan",
  password: REGISTRANT_PASSWORD,
  organizationName: "海口市美兰区应急管理局",
  phone: REGISTRANT_PHONE,
  code: "000000",
  email: "yingji@example.com",
  ...changes,
});
export const start = (test: TestProduct, page: StartRegistration) => test.anonymous().call(registrationRoutes.startRegistration, { body: page });

export async function logIn(test: TestProduct, username = "lvyuan", password = REGISTRANT_PASSWORD): Promise<ApiClient> {
  const { token } = await answered(test.anonymous().call(sessionRoutes.logInWithPassword, { body: { username, password } }));
  return createApiClient({ baseUrl: test.baseUrl, transport: fetchTransport, sessionToken: () => token });
}

/** The first page done, and its author logged in. */
export async function startedRegistration(test: TestProduct, changes: Partial<StartRegistration> = {}): Promise<ApiClient> {
  const code = await codeOn(test, changes.phone, changes.username);
  await answered(start(test, firstPage({ code, ...changes })));
  return logIn(test, changes.username);
}

export async function aLetter(test: TestProduct, author: ApiClient): Promise<AttachmentId> {
  const uploaded = await answered(uploadPhoto(author, test.baseUrl, aPdf(), { fileName: "授权书.pdf", purpose: "REGISTRATION_LETTER" }));
  return uploaded.attachmentId;
}

const MEILAN = "CN/46/4601/460108" as OrgPath;
export const secondPage = (letter: AttachmentId, changes: Partial<RegistrationContent> = {}): RegistrationContent => ({
  organizationName: "海口市美兰区应急管理局",
  email: "yingji@example.com",
  place: MEILAN,
  address: "国兴大道 1 号",
  officePhone: "0898-65230001",
  principalName: "刘国强",
  level: "DISTRICT",
  regions: [MEILAN],
  categories: ["FIRE", "GAS.PIPE"],
  letter,
  ...changes,
});
export const send = (author: ApiClient, version: number, content: RegistrationContent, requestId = aRequestId()) =>
  author.call(registrationRoutes.submitRegistration, { body: { requestId, version, ...content } });

/** Both pages done: it waits for its reviewers, who must be there (`addStaff`). */
export async function sentRegistration(
  test: TestProduct,
  changes: { first?: Partial<StartRegistration>; second?: Partial<RegistrationContent> } = {},
): Promise<{ author: ApiClient; detail: RegistrationDetail }> {
  const author = await startedRegistration(test, changes.first);
  const detail = await answered(send(author, 1, secondPage(await aLetter(test, author), changes.second)));
  return { author, detail };
}

export type Reviewer = Parameters<typeof addStaff>[1] extends readonly (infer Name)[] | undefined ? Name : never;
/** A bureau's admin as the product knows them; `addStaff` made the account, its password is `x`. */
export const reviewer = (test: TestProduct, username: Reviewer = "haikou.city"): Promise<ApiClient> => logIn(test, username, "x");

export const review = (
  client: ApiClient,
  detail: Pick<RegistrationDetail, "approvalId" | "version">,
  action: DecideApproval["action"],
  more: Partial<DecideApproval> = {},
) =>
  client.call(approvalRoutes.decideApproval, {
    params: { approvalId: (detail.approvalId ?? "") as never },
    body: {
      requestId: aRequestId(),
      action,
      subjectVersion: detail.version,
      ...(action === "REJECT" || action === "RETURN" ? { remark: "授权书没有盖章" } : {}),
      ...(action === "RETURN" ? { returnTo: "AUTHOR" } : {}),
      ...more,
    },
  });
export { addStaff };

/** One that waits for its reviewers, as the store has it; its letter was never uploaded. */
export function aRegistration(changes: Partial<SentRegistration> = {}): RegistrationItem {
  return registrationItem({
    registrationId: "01TESTREGISTRATION01" as RegistrationId,
    kind: "AGENCY",
    username: "lvyuan",
    organizationName: "海口市美兰区应急管理局",
    phone: REGISTRANT_PHONE,
    email: "yingji@example.com",
    status: "IN_REVIEW",
    startedAt: NOW,
    startedBy: "request-000000000000",
    content: secondPage("01TESTLETTER00000001" as AttachmentId) as SentRegistration["content"],
    reviewPath: MEILAN,
    submittedAt: NOW,
    history: [{ eventType: "REGISTRATION_SUBMITTED", at: NOW, byName: "刘国强" }],
    version: 2,
    ...changes,
  });
}
