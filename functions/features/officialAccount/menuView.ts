import { ACCOUNT_PAGES } from "@app/contract/officialAccount/accountPages";
import type { AccountMenu, MenuButton, MenuLeaf } from "@app/contract/officialAccount/menu.schema";
import type { MenuEntry, MenuTap } from "../../engines/messaging/wechatPort";
import type { MenuItem } from "./accountRepository";

export function toAccountMenu(item: MenuItem): AccountMenu {
  const { draft, version, lastChange, published, failure } = item;
  return {
    draft: [...draft],
    version,
    ...(lastChange === undefined ? {} : { lastChange }),
    ...(published === undefined ? {} : { published: { ...published, buttons: [...published.buttons] } }),
    isDraftPublished: published !== undefined && JSON.stringify(published.buttons) === JSON.stringify(draft),
    ...(failure === undefined ? {} : { failure }),
  };
}

/** The menu as WeChat is asked for it. */
export function menuEntries(buttons: readonly MenuButton[], publicOrigin: string): MenuEntry[] {
  const linkOf = (path: string): string => `${publicOrigin}/#/${path}`;
  const tap = (leaf: MenuLeaf): MenuTap => {
    const { name } = leaf;
    switch (leaf.kind) {
      case "PAGE":
        return { name, opens: "WEB", url: linkOf(ACCOUNT_PAGES[leaf.page].path) };
      case "URL":
        return { name, opens: "WEB", url: leaf.url };
      case "MINI_PROGRAM":
        return { name, opens: "MINI_PROGRAM", page: leaf.path, url: linkOf(leaf.path) };
      case "REPLY":
        return { name, opens: "REPLY", key: leaf.key };
    }
  };
  return buttons.map((button) => (button.kind === "GROUP" ? { name: button.name, below: button.buttons.map(tap) } : tap(button)));
}
