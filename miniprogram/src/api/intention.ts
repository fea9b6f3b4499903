import type { CallRefusal } from "@app/contract/kernel/apiClient";
import type { RequestId } from "@app/contract/kernel/ids";
import type { Result } from "@app/contract/kernel/result";
import { newRequestId } from "../platform/requestId";
import { storedValue } from "../platform/storage";
import { isDefinite } from "./isDefinite";

interface KeptIntention {
  readonly content: string;
  readonly requestId: RequestId;
}

/**
 * One intention of one person has one request id, kept on the phone before anything is sent: a repeat after a lost answer, even after the
 * application was closed, gets the first answer and books nothing twice. Other content is another intention; so is a try after a definite answer.
 *
 * @param name of the place where the person acts, such as `submit-booking`
 */
export async function act<Body extends object, Value>(
  name: string,
  content: Body,
  send: (body: Body & { readonly requestId: RequestId }) => Promise<Result<Value, CallRefusal>>,
): Promise<Result<Value, CallRefusal>> {
  const kept = keptIntention(name);
  const text = JSON.stringify(content);
  const before = kept.get();
  const requestId = before?.content === text ? before.requestId : newRequestId();
  kept.set({ content: text, requestId });
  const answer = await send({ ...content, requestId });
  if (answer.ok || isDefinite(answer.refusal)) kept.remove();
  return answer;
}

function keptIntention(name: string) {
  return storedValue<KeptIntention>(`intention:${name}`, (raw) =>
    typeof raw === "object" && raw !== null && "content" in raw && "requestId" in raw && typeof raw.content === "string" && typeof raw.requestId === "string"
      ? { content: raw.content, requestId: raw.requestId as RequestId }
      : undefined,
  );
}
