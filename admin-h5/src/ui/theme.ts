import type { ThemeConfig } from "antd";

/** 5.3:1 on white, so that it serves as text, link and button alike. */
export const BRAND = "#0b7a55";
/** Teams and families in charts: told apart by lightness too, for print and for eyes that confuse green with red. */
export const FIGURE_COLORS = { team: "#0b7a55", family: "#e0912f" } as const;

export const FONT_STACK = '"PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", system-ui, sans-serif';

export function themeFor(isPhone: boolean): ThemeConfig {
  return {
    token: {
      colorPrimary: BRAND,
      colorLink: BRAND,
      colorInfo: BRAND,
      colorSuccess: "#1f7a3f",
      colorWarning: "#9a5b00",
      colorError: "#c0322b",
      // Darker under the pointer: antd's lighter ones leave the words on buttons below 4.5:1.
      colorPrimaryHover: "#086646",
      colorLinkHover: "#086646",
      colorErrorHover: "#a32620",
      // Given outright: derived from seeds this dark, the washes come out muddy.
      colorPrimaryBg: "#e4f3ec",
      colorInfoBg: "#e9f5f0",
      colorInfoBorder: "#b9ddcc",
      colorSuccessBg: "#e6f6ec",
      colorSuccessBorder: "#b5dfc4",
      colorWarningBg: "#fff6e3",
      colorWarningBorder: "#f0d9a8",
      colorErrorBg: "#fdeeec",
      colorErrorBorder: "#f2c4bf",
      controlItemBgActive: "#e4f3ec",
      controlOutline: "rgba(11, 122, 85, 0.14)",
      colorText: "#1c2a25",
      colorTextSecondary: "#55645e",
      colorTextTertiary: "#66746e",
      colorTextPlaceholder: "#78857f",
      colorBorder: "#cfd8d3",
      colorBorderSecondary: "#e4eae7",
      colorBgLayout: "#f3f6f4",
      borderRadius: 8,
      fontFamily: FONT_STACK,
      fontSize: 14,
      // 44 px is the least that a thumb hits reliably.
      controlHeight: isPhone ? 44 : 36,
    },
    components: {
      Drawer: { footerPaddingInline: 24, footerPaddingBlock: 12 },
      Tabs: { horizontalItemGutter: 28 },
      Button: { primaryShadow: "none", defaultShadow: "none" },
    },
  };
}
