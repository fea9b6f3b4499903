import { z } from "./zod";

/** Lists page by cursor: cost grows with the page, not with the table. A cursor is opaque and belongs to one query. */
export const PageLimit = z.coerce.number().int("每页条数应为整数").min(1, "每页至少 1 条").max(100, "每页最多 100 条").default(20);
export const PageCursor = z.string().min(1).max(2048).meta({ title: "PageCursor", description: "`next` of the page before" });

export const pageOf = <Item extends z.ZodType>(item: Item) => z.strictObject({ items: z.array(item), next: PageCursor.optional() });
export interface Page<Item> {
  readonly items: Item[];
  readonly next?: string | undefined;
}
