import { pageOf, PageCursor, PageLimit } from "../kernel/page";
import { Instant, LocalDate } from "../kernel/time";
import { z } from "../kernel/zod";
import { MenuButton } from "./menu.schema";

export const FOLLOWER_DAYS = ["7", "30", "90"] as const;
export const FollowerFiguresQuery = z.strictObject({ days: z.enum(FOLLOWER_DAYS).default("30") });
export type FollowerFiguresQuery = z.infer<typeof FollowerFiguresQuery>;

const count = z.number().int();
export const FollowerFigures = z
  .strictObject({
    /** Whoever followed, or wrote, since the platform listens, and has not left. */
    total: count,
    /** Today last. */
    days: z.array(
      z.strictObject({
        date: LocalDate,
        gained: count,
        lost: count,
        net: count,
        /** At the end of the day. */
        total: count,
        scans: count,
        menuTaps: count,
      }),
    ),
  })
  .meta({ title: "FollowerFigures" });
export type FollowerFigures = z.infer<typeof FollowerFigures>;

export const AccountChangesQuery = z.strictObject({ of: z.enum(["MENU", "REPLIES"]), limit: PageLimit, cursor: PageCursor.optional() });
export type AccountChangesQuery = z.infer<typeof AccountChangesQuery>;
export const AccountChange = z
  .strictObject({
    at: Instant,
    byName: z.string(),
    did: z.string(),
    changed: z.array(z.strictObject({ label: z.string(), before: z.string(), after: z.string() })),
    /** The menu of that moment, to begin from again. */
    menu: z.array(MenuButton).optional(),
  })
  .meta({ title: "AccountChange" });
export type AccountChange = z.infer<typeof AccountChange>;
export const AccountChangePage = pageOf(AccountChange).meta({ title: "AccountChangePage" });
