import type { PasswordPort } from "../../engines/codes/passwordPort";

/** Where no SMS can be sent the admin hands a password over; its holder replaces it at the first log-in. */
export interface OneTimePasswords extends Pick<PasswordPort, "hash"> {
  readonly make: () => string;
}

export interface GivenPassword {
  readonly password: string;
  readonly hash: string;
}

/** Undefined where the holder logs in by a code to the phone: then nobody else ever knows a password. */
export async function newGivenPassword(passwords: OneTimePasswords | undefined): Promise<GivenPassword | undefined> {
  if (passwords === undefined) return undefined;
  const password = passwords.make();
  return { password, hash: await passwords.hash(password) };
}

/** What an account is set to with it. */
export function givenPart(given: Pick<GivenPassword, "hash"> | undefined): { readonly passwordHash: string; readonly mustChangePassword: boolean } {
  return { passwordHash: given?.hash ?? "", mustChangePassword: given !== undefined };
}
