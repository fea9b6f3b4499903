import type { Actor } from "@app/contract/kernel/actor";
import type { Result } from "@app/contract/kernel/result";
import type { PersonalDataKind } from "@app/contract/personalData/personalData.schema";
import type { CommandEngine } from "../../engines/commands/runCommand";
import type { PersonalRecords } from "../../engines/personalData/personalRecords";

export interface PersonalDataDeps {
  readonly engine: CommandEngine;
  /** All kinds of record that name a person, one for each of `PERSONAL_DATA_KINDS`. */
  readonly records: readonly PersonalRecords<PersonalDataKind>[];
  readonly countOpenBookings: (personId: string) => Promise<number>;
  readonly cancelOpenBookings: (actor: Actor, remark: string) => Promise<Result<number, { readonly code: "BOOKING_UNDER_WAY"; readonly visit: string }>>;
  /** 32 random bytes, base64url. */
  readonly newToken: () => string;
}
