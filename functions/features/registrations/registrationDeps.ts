import type { PasswordPort } from "../../engines/codes/passwordPort";
import type { CommandEngine } from "../../engines/commands/runCommand";
import type { DocumentLinks } from "../attachments/public";

/** What the registrations feature is given at the composition root. */
export interface RegistrationDeps {
  readonly engine: CommandEngine;
  readonly documents: DocumentLinks;
  readonly passwords: PasswordPort;
  /** 32 random bytes, base64url. */
  readonly newToken: () => string;
  /** Six digits, for SMS; undefined where none can be sent. */
  readonly newCode: () => string | undefined;
}
