import { createHash } from "node:crypto";
import { StoreMisuse, type ItemKey, type QueryInput } from "../../engines/store/storePort";

/** The last item of a page: its own key, and its sort key in the index that was read. */
export interface PagePosition extends ItemKey {
  readonly indexSk: string;
}

/** What a cursor must not outlive. The limit is left out on purpose: the next page may be of another length. */
function fingerprint({ index, pk, range, order = "ascending" }: Omit<QueryInput, "limit">): string {
  const question = JSON.stringify([index, pk, range?.from, range?.to, range?.beginsWith, order]);
  return createHash("sha1").update(question).digest("base64url").slice(0, 12);
}

const SCAN: Omit<QueryInput, "limit"> = { index: "primary", pk: "*scan*" };

export function cursorAfter(query: Omit<QueryInput, "limit"> | "scan", { indexSk, pk, sk }: PagePosition): string {
  return Buffer.from(JSON.stringify([fingerprint(query === "scan" ? SCAN : query), indexSk, pk, sk])).toString("base64url");
}

export function positionOfCursor(query: Omit<QueryInput, "limit"> | "scan", cursor: string | undefined): PagePosition | undefined {
  if (cursor === undefined) return undefined;
  const [of, indexSk, pk, sk] = partsOfCursor(cursor);
  const asked = query === "scan" ? SCAN : query;
  const foreign = of !== fingerprint(asked) || !isKeyPart(indexSk) || !isKeyPart(pk) || !isKeyPart(sk);
  // The primary index has no tie to break, so its cursor cannot point outside the partition either.
  if (foreign || (query !== "scan" && asked.index === "primary" && (pk !== asked.pk || sk !== indexSk)))
    throw new StoreMisuse("the cursor belongs to another query");
  return { indexSk, pk, sk };
}

function isKeyPart(part: unknown): part is string {
  return typeof part === "string" && part !== "";
}

function partsOfCursor(cursor: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    if (Array.isArray(parts)) return parts;
  } catch {
    // Not ours at all; refused below like any other foreign cursor.
  }
  throw new StoreMisuse("the cursor belongs to another query");
}
