import { BarChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use as register, type EChartsType } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import type { LatestFigures } from "@app/contract/statistics/visitFigures.schema";
import { useIsDark } from "../../platform/appearance";
import { CHART_COLORS, FONT_STACK } from "../../ui/theme";
import { monthLabel, SERIES_LABELS } from "./series";

// Only what one stacked bar chart needs; the whole of ECharts is five times the page.
register([BarChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

export function MonthlyChart({ monthly, year }: { readonly monthly: LatestFigures["monthly"]; readonly year: number }) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>();
  const isDark = useIsDark();

  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const drawn = init(element, undefined, { renderer: "svg" });
    chart.current = drawn;
    const observer = new ResizeObserver(() => drawn.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      drawn.dispose();
      chart.current = undefined;
    };
  }, []);

  // The query keeps the same array while nothing changed, so the bars move only when a figure does.
  useEffect(() => {
    chart.current?.setOption(optionFor(monthly, isDark));
  }, [monthly, isDark]);

  const total = monthly.reduce((sum, month) => sum + month.teamHeads + month.familyHeads, 0);
  return (
    <div
      ref={place}
      className="monthly-chart"
      role="img"
      aria-label={`${year} 年每月参观人数柱形图，合计 ${total} 人；可切换为表格查看每月数字`}
      data-testid="monthly-chart"
    />
  );
}

function optionFor(monthly: LatestFigures["monthly"], isDark: boolean) {
  const colors = CHART_COLORS[isDark ? "dark" : "light"];
  const bar = { type: "bar", stack: "heads", barMaxWidth: 34, emphasis: { focus: "series" } } as const;
  return {
    textStyle: { fontFamily: FONT_STACK, color: colors.inkSoft },
    color: [colors.team, colors.family],
    grid: { left: 8, right: 8, top: 44, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
    legend: { top: 0, right: 0, icon: "roundRect", itemWidth: 12, itemHeight: 12, itemGap: 20, textStyle: { color: colors.ink } },
    tooltip: {
      trigger: "axis",
      backgroundColor: colors.panel,
      borderColor: colors.axis,
      textStyle: { color: colors.ink },
      axisPointer: { type: "shadow" },
      valueFormatter: (value: unknown) => `${String(value)} 人`,
    },
    xAxis: {
      type: "category",
      data: monthly.map((month) => monthLabel(month.month)),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colors.axis } },
      axisLabel: { color: colors.inkSoft },
    },
    yAxis: { type: "value", minInterval: 1, splitLine: { lineStyle: { color: colors.line } }, axisLabel: { color: colors.inkSoft } },
    series: [
      { ...bar, name: SERIES_LABELS.teamHeads, data: monthly.map((month) => month.teamHeads) },
      { ...bar, name: SERIES_LABELS.familyHeads, data: monthly.map((month) => month.familyHeads), itemStyle: { borderRadius: [4, 4, 0, 0] } },
    ],
  };
}
