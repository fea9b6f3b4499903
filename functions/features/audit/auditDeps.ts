import type { PersonalField, RevealedKind } from "@app/contract/audit/personalData.schema";
import type { Actor } from "@app/contract/kernel/actor";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import type { ExportDeps } from "../../engines/exports/makeExport";
import type { Store } from "../../engines/store/storePort";

/** The personal data of one case, as its own feature knows them. */
export interface PersonalCase {
  readonly orgPath: OrgPath;
  readonly caseName: string;
  /** Without the fields that the case does not have. */
  readonly fields: readonly { readonly field: PersonalField; readonly value: string }[];
  /** Whether the actor sees the case at all, masked. */
  readonly isSeenBy: (actor: Actor) => boolean;
}

export interface AuditDeps extends ExportDeps {
  readonly personalDataOf: Readonly<Record<RevealedKind, (store: Store, caseId: string) => Promise<PersonalCase | undefined>>>;
}
