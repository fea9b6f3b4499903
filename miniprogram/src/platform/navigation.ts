import Taro, { useRouter } from "@tarojs/taro";

export type PageQuery = Readonly<Record<string, string | undefined>>;

const TAB_PAGES = ["/pages/home/index", "/pages/bookings/index", "/pages/me/index"];

/** WeChat keeps at most ten pages; beyond that the newest is replaced, so that a long walk through the product never gets stuck. */
export async function openPage(path: string, query: PageQuery = {}): Promise<void> {
  if (TAB_PAGES.includes(path)) return openTab(path);
  const url = pageUrl(path, query);
  try {
    await Taro.navigateTo({ url });
  } catch {
    await Taro.redirectTo({ url });
  }
}

/** For a page that must not be returned to, such as a form that was sent. */
export async function replacePage(path: string, query: PageQuery = {}): Promise<void> {
  if (TAB_PAGES.includes(path)) return openTab(path);
  await Taro.redirectTo({ url: pageUrl(path, query) });
}

/** Tab pages take no query: WeChat drops it. */
export async function openTab(path: string): Promise<void> {
  await Taro.switchTab({ url: path });
}

/** A page opened by a link or a message has nothing behind it; then home. */
export async function goBack(): Promise<void> {
  if (Taro.getCurrentPages().length > 1) await Taro.navigateBack();
  else await openTab("/pages/home/index");
}

/** Decoded on both targets: WeChat hands values over as they stand in the address. */
export function usePageQuery(): PageQuery {
  const { params } = useRouter();
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, value === undefined ? undefined : decoded(value)]));
}

export function setPageTitle(title: string): void {
  void Taro.setNavigationBarTitle({ title });
}

export function pageUrl(path: string, query: PageQuery): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`]));
  return pairs.length === 0 ? path : `${path}?${pairs.join("&")}`;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
