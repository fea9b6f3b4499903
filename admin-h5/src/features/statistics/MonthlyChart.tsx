import { BarChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use as register, type EChartsType } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import type { LatestFigures } from "@app/contract/statistics/visitFigures.schema";
import { FIGURE_COLORS, FONT_STACK } from "../../ui/theme";
import { monthLabel, SERIES_LABELS } from "./series";

// Only what one stacked bar chart needs; the whole of ECharts is five times the page.
register([BarChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

export function MonthlyChart({ monthly, year }: { readonly monthly: LatestFigures["monthly"]; readonly year: number }) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>();

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
    chart.current?.setOption(optionFor(monthly));
  }, [monthly]);

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

function optionFor(monthly: LatestFigures["monthly"]) {
  const bar = { type: "bar", stack: "heads", barMaxWidth: 34, emphasis: { focus: "series" } } as const;
  return {
    textStyle: { fontFamily: FONT_STACK, color: "#55645e" },
    color: [FIGURE_COLORS.team, FIGURE_COLORS.family],
    grid: { left: 8, right: 8, top: 44, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
    legend: { top: 0, right: 0, icon: "roundRect", itemWidth: 12, itemHeight: 12, itemGap: 20, textStyle: { color: "#1c2a25" } },
    tooltip: { trigger: "axis", axisPointer: { type: "shadow" }, valueFormatter: (value: unknown) => `${String(value)} 人` },
    xAxis: {
      type: "category",
      data: monthly.map((month) => monthLabel(month.month)),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: "#cfd8d3" } },
      axisLabel: { color: "#55645e" },
    },
    yAxis: { type: "value", minInterval: 1, splitLine: { lineStyle: { color: "#e9eeeb" } }, axisLabel: { color: "#55645e" } },
    series: [
      { ...bar, name: SERIES_LABELS.teamHeads, data: monthly.map((month) => month.teamHeads) },
      { ...bar, name: SERIES_LABELS.familyHeads, data: monthly.map((month) => month.familyHeads), itemStyle: { borderRadius: [4, 4, 0, 0] } },
    ],
  };
}
