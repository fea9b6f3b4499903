import type { Instant } from "@app/contract/kernel/time";
import type { AccountItem } from "./accountRepository";

/**
 * What guards an account beside its password. These members came after the first accounts were stored, so each reader knows what their absence means.
 */

/** Grows when all sessions of the account are ended at once. Unlike a new password it leaves WeChat bindings alone. */
export function sessionEpochOf(account: AccountItem): number {
  const epoch = account["sessionEpoch"];
  return typeof epoch === "number" ? epoch : 1;
}

/** To be set on the account: all sessions that are open end. */
export function nextSessionEpoch(account: AccountItem): number {
  return sessionEpochOf(account) + 1;
}

/** Since when the password holds; absent: not known, and counted from the next log-in on. */
export function passwordSetAtOf(account: AccountItem): Instant | undefined {
  const at = account["passwordSetAt"];
  return typeof at === "string" ? (at as Instant) : undefined;
}

/** Somebody else gave the password: its holder sets an own one at the first log-in. */
export function mustChangePassword(account: AccountItem): boolean {
  return account["mustChangePassword"] === true;
}

/** A new password differs from the one in use and from four before it. */
export const PASSWORDS_REMEMBERED = 4;

/** The hashes before the one in use, latest first. */
export function oldPasswordHashesOf(account: AccountItem): readonly string[] {
  const hashes = account["oldPasswordHashes"];
  return Array.isArray(hashes) ? (hashes as string[]) : [];
}

/** Two-step log-in as it was set up. */
export type SecondStep = {
  readonly secretSealed: string;
  readonly setAt: Instant;
  /** The half minute of the last code that was taken; it and all before it open nothing any more. */
  readonly lastStep: number;
  /** Of the recovery codes that are left. */
  readonly recoveryHashes: readonly string[];
};
export function secondStepOf(account: AccountItem): SecondStep | undefined {
  return account["secondStep"] as SecondStep | undefined;
}
