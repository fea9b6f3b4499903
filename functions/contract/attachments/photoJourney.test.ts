import type { ApiClient, CallRefusal } from "../kernel/apiClient";
import type { AttachmentId, RequestId } from "../kernel/ids";
import { ok, refuse } from "../kernel/result";
import type { Instant } from "../kernel/time";
import { travel, type PhotoJourney, type SendForm } from "./photoJourney";

const ID = "01TESTPHOTO000000001" as AttachmentId;
const PHOTO = { attachmentId: ID, thumbnailUrl: "/t", url: "/u" };
const refusal = (status: number, code: string): CallRefusal => ({ status, code, message: `${code}。`, fields: [], requestId: "" });
const BUSY = refusal(503, "FILES_UNAVAILABLE");

type Answer = "GOOD" | CallRefusal;
/** Answers each route from its list in turn, the last one for ever, and writes down what it was asked. */
function scripted(script: { readonly requestUpload?: Answer[]; readonly completeUpload?: Answer[]; readonly send?: Awaited<ReturnType<SendForm<string>>>[] }) {
  const asked: string[] = [];
  const next = <T>(list: T[] | undefined, good: T): T =>
    list === undefined || list.length === 0 ? good : list.length === 1 ? (list[0] as T) : (list.shift() as T);
  const values: Record<string, unknown> = {
    requestUpload: { attachmentId: ID, upload: { url: "/files", fields: {}, expiresAt: "2026-03-07T09:30:00.000+08:00" as Instant } },
    completeUpload: { attachmentId: ID, purpose: "TEAM_VISIT_PHOTO", status: "READY", fileName: "a.jpg", photo: PHOTO },
  };
  const api = {
    call: async (route: { id: "requestUpload" | "completeUpload" }, input: { body: { requestId: string } }) => {
      asked.push(`${route.id} ${input.body.requestId}`);
      const answer = next<Answer>(script[route.id], "GOOD");
      return answer === "GOOD" ? ok(values[route.id]) : refuse(answer);
    },
  } as unknown as ApiClient;
  let ids = 0;
  const deps = {
    api,
    newRequestId: () => `id-${(ids += 1)}` as RequestId,
    sendForm: async () => {
      asked.push("send");
      return next(script.send, "SENT" as const);
    },
  };
  const journey: PhotoJourney<string> = { file: "file", fileName: "a.jpg", sizeBytes: 1, purpose: "TEAM_VISIT_PHOTO" };
  return { asked, go: () => travel(deps, journey, () => undefined) };
}

it("R7 a file store that is away at the end: the retry asks for the end alone, with the same request id", async () => {
  const { asked, go } = scripted({ completeUpload: [BUSY, "GOOD"] });
  expect(await go()).toEqual(refuse({ message: "FILES_UNAVAILABLE。", canRetry: true }));
  expect(await go()).toEqual(ok(PHOTO));
  expect(asked).toEqual(["requestUpload id-1", "send", "completeUpload id-2", "completeUpload id-2"]);
});

it("R7 a network that breaks while sending: the retry goes to the same place", async () => {
  const { asked, go } = scripted({ send: ["NETWORK", "SENT"] });
  expect(await go()).toEqual(refuse({ message: "照片没有传完，请检查网络后点「重试」。", canRetry: true }));
  expect(await go()).toEqual(ok(PHOTO));
  expect(asked).toEqual(["requestUpload id-1", "send", "requestUpload id-1", "send", "completeUpload id-2"]);
});

it("a form that is too old is asked for anew under another request id", async () => {
  const { asked, go } = scripted({ send: ["REFUSED", "SENT"] });
  await go();
  expect(await go()).toEqual(ok(PHOTO));
  expect(asked).toEqual(["requestUpload id-1", "send", "requestUpload id-2", "send", "completeUpload id-3"]);
});

it("an upload that did not arrive after all is sent again", async () => {
  const { asked, go } = scripted({ completeUpload: [refusal(409, "UPLOAD_MISSING"), "GOOD"] });
  expect(await go()).toMatchObject({ refusal: { canRetry: true } });
  expect(await go()).toEqual(ok(PHOTO));
  expect(asked).toEqual(["requestUpload id-1", "send", "completeUpload id-2", "requestUpload id-1", "send", "completeUpload id-2"]);
});

it.each([
  ["a picture that is refused", 415, false],
  ["a picture that is too large", 413, false],
  ["a busy server", 503, true],
  ["no answer", 0, true],
  ["a session that is over", 401, true],
  ["too many requests", 429, true],
])("R14 %s (%i) may be tried again: %s", async (_, status, canRetry) => {
  const { go } = scripted({ requestUpload: [refusal(status, "CODE")] });
  expect(await go()).toEqual(refuse({ message: "CODE。", canRetry }));
});
