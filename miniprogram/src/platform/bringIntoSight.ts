import Taro from "@tarojs/taro";

/** Room above it for the bar that stays at the top. */
const ABOVE_PX = 120;

/** Scrolls the page until the element stands in sight. Only a help: a page that cannot scroll says nothing. */
export function bringIntoSight(elementId: string): void {
  Taro.pageScrollTo({ selector: `#${elementId}`, offsetTop: -ABOVE_PX, duration: 200 }).catch(() => undefined);
}
