import { theme, type ThemeConfig } from "antd";

/** 5.3:1 on white, so that it serves as text, link and button alike; at night a light one does, with dark words on it. */
const BRAND = { light: "#0b7a55", dark: "#52c79a" } as const;

/** Teams and families in charts: told apart by lightness too, for print and for eyes that confuse green with red. The rest are the chart's lines and words. */
export const CHART_COLORS = {
  light: { team: "#0b7a55", family: "#e0912f", ink: "#1c2a25", inkSoft: "#55645e", axis: "#cfd8d3", line: "#e9eeeb", panel: "#ffffff" },
  dark: { team: "#3fae84", family: "#f0b25f", ink: "#e6ede9", inkSoft: "#a5b3ac", axis: "#404b46", line: "#2c3531", panel: "#202925" },
} as const;

export const FONT_STACK = '"PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", system-ui, sans-serif';

const LIGHT: ThemeConfig["token"] = {
  colorPrimary: BRAND.light,
  colorLink: BRAND.light,
  colorInfo: BRAND.light,
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
  colorTextPlaceholder: "#687570",
  // What cannot be chosen now is still to be read.
  colorTextDisabled: "#77837d",
  colorBorder: "#cfd8d3",
  colorBorderSecondary: "#e4eae7",
  colorBgLayout: "#f3f6f4",
};

const DARK: ThemeConfig["token"] = {
  colorPrimary: BRAND.dark,
  colorLink: BRAND.dark,
  colorInfo: BRAND.dark,
  colorSuccess: "#7ddba0",
  colorWarning: "#f1c274",
  colorError: "#f2908a",
  colorPrimaryHover: "#8ce0bf",
  colorLinkHover: "#8ce0bf",
  colorErrorHover: "#f6aca7",
  colorPrimaryBg: "#17382c",
  colorInfoBg: "#17322a",
  colorInfoBorder: "#2d5a48",
  colorSuccessBg: "#17382c",
  colorSuccessBorder: "#2d5a48",
  colorWarningBg: "#3a2d13",
  colorWarningBorder: "#6b5424",
  colorErrorBg: "#3d211f",
  colorErrorBorder: "#70403c",
  controlItemBgActive: "#17382c",
  controlOutline: "rgba(82, 199, 154, 0.2)",
  // On buttons, badges and whatever else is filled with a full colour, which at night is a light one.
  colorTextLightSolid: "#06231a",
  colorText: "#e6ede9",
  colorTextSecondary: "#a5b3ac",
  colorTextTertiary: "#9aa8a1",
  colorTextPlaceholder: "#8f9c96",
  colorTextDisabled: "#84918b",
  colorBorder: "#404b46",
  colorBorderSecondary: "#2c3531",
  colorBgLayout: "#101513",
  colorBgContainer: "#1a211e",
  colorBgElevated: "#202925",
};

export function themeFor(isPhone: boolean, isDark: boolean): ThemeConfig {
  return {
    algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      ...(isDark ? DARK : LIGHT),
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
      // antd's own ground of a switch that is off leaves its word 「关」 at 1.8:1.
      Switch: isDark ? { colorTextQuaternary: "#84918b", colorTextTertiary: "#98a39e" } : { colorTextQuaternary: "#66746e", colorTextTertiary: "#55645e" },
      // Its ground is dark by day and by night.
      Tooltip: { colorTextLightSolid: "#ffffff" },
    },
  };
}
