import { Instant } from "../kernel/time";
import { z } from "../kernel/zod";

/** One thing that is kept of a person, in words: the same on their page, in their workbook and in their JSON. */
export const PersonalRecord = z
  .strictObject({ at: Instant, title: z.string(), facts: z.array(z.strictObject({ label: z.string(), value: z.string() })) })
  .meta({ title: "PersonalRecord" });
export type PersonalRecord = z.infer<typeof PersonalRecord>;
