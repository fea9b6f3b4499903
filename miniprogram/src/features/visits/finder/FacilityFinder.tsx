import { Text, View } from "@tarojs/components";
import { useState } from "react";
import { FAMILY_PARTY_MAX, FAMILY_PARTY_MIN } from "@app/contract/visits/hold.schema";
import { openPage } from "../../../platform/navigation";
import { useListEnd, usePullToRefresh } from "../../../platform/pageLife";
import { useElderMode } from "../../../platform/textSize";
import { aria } from "../../../ui/aria";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Page } from "../../../ui/Page";
import { Pressable } from "../../../ui/Pressable";
import { Skeleton } from "../../../ui/Skeleton";
import { ChoiceSheet } from "./ChoiceSheet";
import { ElderListing } from "./ElderListing";
import { FacilityCard } from "./FacilityCard";
import { CATEGORY_OPTIONS, FacilityFilters, isNarrowedBy, PLACES_OPTIONS, type FilterOption } from "./facilityFilters";
import { FilterBar } from "./FilterBar";
import { DEFAULT_PROVINCE, useFacilityFinder } from "./useFacilityFinder";
import "./finder.css";

type Filter = keyof FacilityFilters;
const FILTER_TITLES = { provinceCode: "选择省份", cityCode: "选择城市", category: "选择类别", placesWithinDays: "什么时候有名额" } as const satisfies Record<
  Filter,
  string
>;

export function FacilityFinder() {
  const isElder = useElderMode();
  const finder = useFacilityFinder(isElder);
  const { filters, list, nearness } = finder;
  const [open, setOpen] = useState<Filter>();
  usePullToRefresh(list.refresh);
  useListEnd(() => void list.loadMore());

  const options: Readonly<Record<Filter, readonly FilterOption[]>> = {
    provinceCode: finder.provinces.map((province) => ({ value: province.code, label: province.name })),
    cityCode: [{ value: "", label: "全部城市" }, ...finder.cities.map((city) => ({ value: city.code, label: city.name }))],
    category: CATEGORY_OPTIONS,
    placesWithinDays: PLACES_OPTIONS,
  };
  const valueOf = (filter: Filter): string => filters[filter] ?? (filter === "provinceCode" ? DEFAULT_PROVINCE : "");
  const labelOf = (filter: Filter): string => options[filter].find((option) => option.value === valueOf(filter))?.label ?? "已选";
  const choose = (filter: Filter, value: string): void => {
    const parsed = FacilityFilters.safeParse({ ...filters, [filter]: value === "" ? undefined : value });
    if (parsed.success) finder.choose({ ...parsed.data, [filter]: parsed.data[filter] });
    setOpen(undefined);
  };
  const isNarrowed = isNarrowedBy(filters);
  const shownFilters: readonly Filter[] = isElder ? ["cityCode"] : ["cityCode", "category", "placesWithinDays"];

  return (
    <Page
      overlay={
        open !== undefined && (
          <ChoiceSheet
            title={FILTER_TITLES[open]}
            options={options[open]}
            value={valueOf(open)}
            onChoose={(value) => choose(open, value)}
            onClose={() => setOpen(undefined)}
          />
        )
      }
    >
      <View className="hero">
        <View className="hero__title" {...aria({ role: "heading" })}>
          <View>走进环保设施</View>
          <View>看看城市如何变干净</View>
        </View>
        <Text className="hero__text">{`家庭（个人）每次 ${FAMILY_PARTY_MIN}-${FAMILY_PARTY_MAX} 人；学校、单位等团队也可以预约`}</Text>
        <View className="hero__skyline" {...aria({ hidden: true })} />
      </View>
      <FilterBar
        items={shownFilters.map((filter) => ({
          id: `filter-${filter}`,
          name: FILTER_TITLES[filter],
          label: labelOf(filter),
          isNarrowed: filters[filter] !== undefined,
          onPress: () => setOpen(filter),
        }))}
      />
      <View className="finder-line">
        {finder.provinces.length > 1 ? (
          <Pressable
            id="filter-provinceCode"
            className="nearest"
            label={`${FILTER_TITLES.provinceCode}：${labelOf("provinceCode")}`}
            onPress={() => setOpen("provinceCode")}
          >
            <Text>{labelOf("provinceCode")}</Text>
            <View className="filter-bar__arrow" {...aria({ hidden: true })} />
          </Pressable>
        ) : (
          // Where one province has everything there is nothing to choose.
          <Text className="finder-line__title">开放单位</Text>
        )}
        <Pressable
          id="filter-nearest"
          className={`nearest ${nearness.kind === "ON" ? "nearest--on" : ""}`}
          role="checkbox"
          checked={nearness.kind === "ON"}
          onPress={() => void finder.toggleNearest()}
        >
          <View className="nearest__pin" {...aria({ hidden: true })} />
          <Text>{nearness.kind === "ASKING" ? "正在定位…" : "离我最近"}</Text>
        </Pressable>
      </View>
      {nearness.kind === "REFUSED" && (
        <NoticeBar tone="waiting" action={{ label: "知道了", onPress: finder.dismissNearness }}>
          {nearness.message}
        </NoticeBar>
      )}
      {isElder ? <ElderListing finder={finder} /> : <FacilityListing finder={finder} isNarrowed={isNarrowed} />}
    </Page>
  );
}

function FacilityListing({ finder, isNarrowed }: { readonly finder: ReturnType<typeof useFacilityFinder>; readonly isNarrowed: boolean }) {
  const { list } = finder;
  if (list.remote.kind === "LOADING") return <Skeleton />;
  if (list.remote.kind === "FAILED") return <ErrorState message={list.remote.refusal.message} onRetry={() => void list.refresh()} />;
  if (list.items.length === 0) {
    return isNarrowed ? (
      <EmptyState title="没有符合条件的开放单位" hint="可以换个城市、类别或时间再看看。" action={{ label: "查看全部", onPress: finder.clear }} />
    ) : (
      <EmptyState title="暂时没有开放单位" hint="开放后会显示在这里。" />
    );
  }
  return (
    <View {...aria({ role: "list" })}>
      {list.remote.problem !== undefined && (
        <NoticeBar tone="bad" action={{ label: "重试", onPress: () => void list.refresh() }}>
          {list.remote.problem.message}
        </NoticeBar>
      )}
      {list.items.map((facility) => (
        <FacilityCard
          key={facility.facilityId}
          facility={facility}
          onPress={() => void openPage("/features/visits/facility/index", { facilityId: facility.facilityId })}
        />
      ))}
      {list.moreProblem !== undefined && (
        <NoticeBar tone="bad" action={{ label: "重试", onPress: () => void list.loadMore() }}>
          {list.moreProblem.message}
        </NoticeBar>
      )}
      <View className="list-end">{list.isLoadingMore ? "正在加载…" : list.hasMore ? "上拉查看更多" : "已经到底了"}</View>
    </View>
  );
}
