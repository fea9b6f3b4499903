import { createHash } from "node:crypto";

/** What the official account's console would show: its menu, and the codes that were made. It survives a restart beside the inboxes. */
export interface AccountSnapshot {
  readonly menu?: readonly SandboxMenuEntry[] | undefined;
  readonly codes: Readonly<Record<string, SandboxCode>>;
}

export interface SandboxMenuEntry {
  readonly type?: string;
  readonly name: string;
  readonly key?: string;
  readonly url?: string;
  readonly appid?: string;
  readonly pagepath?: string;
  readonly sub_button?: readonly SandboxMenuEntry[];
}

export interface SandboxCode {
  readonly ticket: string;
  readonly url: string;
  /** Absent: permanent. */
  readonly expiresAtEpochMs?: number;
}

export interface AccountConsole {
  menu(): readonly SandboxMenuEntry[] | undefined;
  setMenu(menu: readonly SandboxMenuEntry[] | undefined): void;
  codes(): Readonly<Record<string, SandboxCode>>;
  setCode(scene: string, code: SandboxCode): void;
  snapshot(): AccountSnapshot;
}

const CODES_KEPT_MAX = 500;

export function createAccountConsole(start: AccountSnapshot | undefined, onChange: () => void): AccountConsole {
  let menu = start?.menu;
  let codes = start?.codes ?? {};
  return {
    menu: () => menu,
    setMenu(next) {
      menu = next;
      onChange();
    },
    codes: () => codes,
    setCode(scene, code) {
      codes = Object.fromEntries(Object.entries({ ...codes, [scene]: code }).slice(-CODES_KEPT_MAX));
      onChange();
    },
    snapshot: () => ({ ...(menu === undefined ? {} : { menu }), codes }),
  };
}

/** Derived, so that a permanent scene has one code for ever, also after a lost state file. */
export function codeOfScene(scene: string): { readonly ticket: string; readonly url: string } {
  const digest = (part: string): string => createHash("sha256").update(`${part} ${scene}`).digest("base64url");
  return { ticket: `gQ${digest("ticket")}${digest("more")}`, url: `http://weixin.qq.com/q/02${digest("url").slice(0, 22)}` };
}
