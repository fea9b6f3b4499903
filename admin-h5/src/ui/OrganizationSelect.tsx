import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import { organizationRoutes } from "@app/contract/organizations/organizations.routes";
import { read } from "../platform/api";
import { useIsPhone } from "./useIsPhone";

const ALL = "ALL";

/** An organisation of one's range, found by its name; what is chosen is its place, with all below it. */
export function OrganizationSelect({
  value,
  onChange,
  className,
  testId,
}: {
  readonly value: OrgPath | undefined;
  readonly onChange: (orgPath: OrgPath | undefined) => void;
  readonly className?: string;
  readonly testId: string;
}) {
  const isPhone = useIsPhone();
  const [search, setSearch] = useState("");
  const [chosenName, setChosenName] = useState<string>();
  const found = useQuery({
    queryKey: ["organization-search", "places", search],
    queryFn: () => read(organizationRoutes.searchOrganizations, { query: { limit: 50, ...(search === "" ? {} : { search }) } }),
  });
  // Several organisations may stand at one place; the list of people knows places only.
  const places = new Map<string, string>();
  for (const { orgPath, name, regionLabel } of found.data?.items ?? []) if (!places.has(orgPath)) places.set(orgPath, `${name}（${regionLabel}）`);
  if (value !== undefined && !places.has(value) && search === "") places.set(value, chosenName ?? "所选机构");
  return (
    <Select
      className={className}
      showSearch={{ filterOption: false, onSearch: (text) => setSearch(text.trim()) }}
      loading={found.isFetching}
      value={value ?? ALL}
      notFoundContent={found.isFetching ? "正在查找…" : found.isError ? "没有查到，请重试" : "没有找到，换一个词试试"}
      options={[...(search === "" ? [{ value: ALL, label: "全部" }] : []), ...[...places].map(([path, label]) => ({ value: path, label }))]}
      onChange={(next: string) => {
        setChosenName(places.get(next));
        setSearch("");
        onChange(next === ALL ? undefined : (next as OrgPath));
      }}
      popupMatchSelectWidth={isPhone}
      data-testid={testId}
    />
  );
}
