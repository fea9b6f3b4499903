import Taro from "@tarojs/taro";

/** Full size over the page; a swipe leafs through them. */
export function previewPhotos(urls: readonly string[], position: number): void {
  const current = urls[position];
  if (current !== undefined) void Taro.previewImage({ urls: [...urls], current });
}
