import Taro from "@tarojs/taro";
import { hasWechatSdk, previewByWechat } from "./wechatSdk.h5";

/** Full size over the page; in WeChat by its own viewer, which enlarges by two fingers. */
export function previewPhotos(urls: readonly string[], position: number): void {
  void preview(urls, urls[position]);
}

async function preview(urls: readonly string[], current: string | undefined): Promise<void> {
  if (current === undefined) return;
  if (await hasWechatSdk()) return previewByWechat(urls, current);
  await Taro.previewImage({ urls: [...urls], current });
  leaveByEscape();
}

/** Taro's viewer knows a tap alone; whoever works by keys leaves it as they leave a panel, and what lies below stays open. */
function leaveByEscape(): void {
  const viewer = document.querySelector<HTMLElement>(".preview-image");
  const onKey = (event: KeyboardEvent): void => {
    if (viewer?.isConnected !== true) return document.removeEventListener("keydown", onKey, true);
    if (event.key !== "Escape") return;
    event.stopPropagation();
    viewer.click();
  };
  document.addEventListener("keydown", onKey, true);
}
