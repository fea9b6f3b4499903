import { createHmac, timingSafeEqual } from "node:crypto";
import { epochMsOf, instantFromEpochMs, type Instant } from "@app/contract/kernel/time";
import { z } from "@app/contract/kernel/zod";
import { FILE_KEY, UPLOADS_FOLDER } from "../../../engines/files/fileStorePort";
import { LINK_VALID_SECONDS, linkSignedAtEpochMs } from "../linkMoments";

/** What a form allows, in the shape of an S3 POST policy, so that both homes speak one language. */
const Policy = z.strictObject({
  expiration: z.string(),
  conditions: z.tuple([z.strictObject({ key: z.string().regex(FILE_KEY) }), z.tuple([z.literal("content-length-range"), z.number(), z.number()])]),
});

export type FormVerdict = { readonly verdict: "GOOD"; readonly key: string; readonly maxBytes: number } | { readonly verdict: "FORGED" | "EXPIRED" };
export type LinkVerdict = { readonly verdict: "GOOD"; readonly secondsLeft: number } | { readonly verdict: "FORGED" | "EXPIRED" };

export interface FileSignatures {
  formFields(form: { readonly key: string; readonly maxBytes: number; readonly expiresAt: Instant }): Record<string, string>;
  judgeForm(fields: Readonly<Record<string, unknown>>, now: Instant): FormVerdict;
  linkQuery(key: string, now: Instant): string;
  judgeLink(key: string, query: Readonly<Record<string, unknown>>, now: Instant): LinkVerdict;
}

/** @param secret whoever has it can read every photo, so it lives in the state folder with the photos */
export function createFileSignatures(secret: string): FileSignatures {
  // The two kinds are signed apart, so that a form's signature is never a link's.
  const mark = (kind: "form" | "link", text: string): string => createHmac("sha256", secret).update(`${kind}\n${text}`).digest("base64url");
  return {
    formFields({ key, maxBytes, expiresAt }) {
      const policy = { expiration: new Date(epochMsOf(expiresAt)).toISOString(), conditions: [{ key }, ["content-length-range", 1, maxBytes]] };
      const text = Buffer.from(JSON.stringify(policy)).toString("base64");
      return { key, policy: text, signature: mark("form", text) };
    },
    judgeForm(fields, now) {
      const { key, policy: text, signature } = fields;
      if (typeof text !== "string" || typeof signature !== "string" || !isSame(signature, mark("form", text))) return { verdict: "FORGED" };
      const policy = Policy.safeParse(JSON.parse(Buffer.from(text, "base64").toString()));
      if (!policy.success || key !== policy.data.conditions[0].key || !String(key).startsWith(`${UPLOADS_FOLDER}/`)) return { verdict: "FORGED" };
      if (instantFromEpochMs(Date.parse(policy.data.expiration)) <= now) return { verdict: "EXPIRED" };
      return { verdict: "GOOD", key: policy.data.conditions[0].key, maxBytes: policy.data.conditions[1][2] };
    },
    linkQuery(key, now) {
      const until = String(linkSignedAtEpochMs(now) / 1000 + LINK_VALID_SECONDS);
      return `until=${until}&mark=${mark("link", `${key}\n${until}`)}`;
    },
    judgeLink(key, query, now) {
      const { until, mark: given } = query;
      if (typeof until !== "string" || typeof given !== "string" || !isSame(given, mark("link", `${key}\n${until}`))) return { verdict: "FORGED" };
      const secondsLeft = Number(until) - Math.floor(epochMsOf(now) / 1000);
      return secondsLeft <= 0 ? { verdict: "EXPIRED" } : { verdict: "GOOD", secondsLeft };
    },
  };
}

function isSame(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
