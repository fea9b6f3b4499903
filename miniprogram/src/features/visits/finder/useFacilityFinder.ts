import { useCallback, useEffect, useMemo, useState } from "react";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { ListFacilitiesQuery, type FacilityList, type FacilitySummary } from "@app/contract/visits/facility.schema";
import type { Region } from "@app/contract/regions/regions.schema";
import { api } from "../../../api/apiClient";
import { usePages } from "../../../api/usePages";
import { locate } from "../../../platform/location";
import { keptFilters, NO_FILTERS, placeAlone, type FacilityFilters } from "./facilityFilters";

/** Whether the list is ordered by distance, and if not although it was asked for, why. */
export type Nearness =
  | { readonly kind: "OFF" }
  | { readonly kind: "ASKING" }
  | { readonly kind: "ON"; readonly latitude: number; readonly longitude: number }
  | { readonly kind: "REFUSED"; readonly message: string };

/** The province of those who never chose one. */
export const DEFAULT_PROVINCE = ListFacilitiesQuery.shape.provinceCode.parse(undefined);

export function useFacilityFinder(isElder: boolean) {
  const [chosen, setFilters] = useState<FacilityFilters>(() => keptFilters.get() ?? NO_FILTERS);
  const filters = useMemo(() => (isElder ? placeAlone(chosen) : chosen), [isElder, chosen]);
  const [nearness, setNearness] = useState<Nearness>({ kind: "OFF" });
  const [cities, setCities] = useState<readonly Region[]>([]);
  const [provinces, setProvinces] = useState<readonly Region[]>([]);

  const latitude = nearness.kind === "ON" ? nearness.latitude : undefined;
  const longitude = nearness.kind === "ON" ? nearness.longitude : undefined;
  const load = useCallback(
    async (cursor: string | undefined) => {
      const answer = await api.call(visitRoutes.listFacilities, { query: { ...filters, latitude, longitude, cursor } });
      // Kept beside the list, so that the choice of cities stays on the screen while another list is loading.
      if (answer.ok) setCities(answer.value.cities);
      return answer;
    },
    [filters, latitude, longitude],
  );
  const list = usePages<FacilitySummary, FacilityList>(JSON.stringify({ filters, latitude, longitude }), load);

  // Without an answer the list works as before, in the province that was chosen last.
  useEffect(() => {
    void api.call(visitRoutes.listFacilityProvinces, {}).then((answer) => {
      if (!answer.ok) return;
      setProvinces(answer.value.items);
      const [first] = answer.value.items;
      // Where nothing is open any more, or never was, somebody would look at an empty page.
      const isOpen = (code: string) => answer.value.items.some((province) => province.code === code);
      if (first !== undefined) setFilters((before) => (isOpen(before.provinceCode ?? DEFAULT_PROVINCE) ? before : { provinceCode: first.code }));
    });
  }, []);

  const choose = (change: FacilityFilters): void => {
    const isMoving = "provinceCode" in change && change.provinceCode !== filters.provinceCode;
    // A city of another province is none here.
    const next = { ...chosen, ...change, ...(isMoving ? { cityCode: undefined } : {}) };
    setFilters(next);
    keptFilters.set(next);
  };

  const clear = (): void => {
    const next = { ...NO_FILTERS, provinceCode: filters.provinceCode };
    setFilters(next);
    keptFilters.set(next);
  };

  const toggleNearest = async (): Promise<void> => {
    if (nearness.kind === "ASKING") return;
    if (nearness.kind === "ON") return setNearness({ kind: "OFF" });
    setNearness({ kind: "ASKING" });
    const found = await locate();
    if (found.kind === "LOCATED") return setNearness({ kind: "ON", latitude: found.latitude, longitude: found.longitude });
    setNearness({
      kind: "REFUSED",
      message:
        found.kind === "DENIED" ? "没有位置权限，列表按原来的顺序显示。如需按远近排列，请在设置里允许使用位置。" : "暂时取不到您的位置，列表按原来的顺序显示。",
    });
  };

  return { filters, choose, clear, cities, provinces, nearness, toggleNearest, dismissNearness: () => setNearness({ kind: "OFF" }), list };
}
