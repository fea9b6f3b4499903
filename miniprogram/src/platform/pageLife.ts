import Taro, { useDidShow, usePullDownRefresh, useReachBottom, useShareAppMessage } from "@tarojs/taro";
import { pageUrl, type PageQuery } from "./navigation";

/** Runs at first and each time the page comes back in sight, so that a list never shows what a page behind it has changed. */
export function usePageShow(act: () => void): void {
  useDidShow(act);
}

/** The page's config needs `enablePullDownRefresh: true`. */
export function usePullToRefresh(refresh: () => Promise<void>): void {
  usePullDownRefresh(() => {
    void refresh().finally(() => Taro.stopPullDownRefresh());
  });
}

export function useListEnd(loadMore: () => void): void {
  useReachBottom(loadMore);
}

/** The page's config needs `enableShareAppMessage: true`. Nothing may be promised for sharing (WeChat's review rule 5.1). */
export function useShare(card: { readonly title: string; readonly path: string; readonly query: PageQuery }): void {
  useShareAppMessage(() => ({ title: card.title, path: pageUrl(card.path, card.query) }));
}
