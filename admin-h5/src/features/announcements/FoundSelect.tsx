import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import { announcementRoutes } from "@app/contract/announcements/announcements.routes";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import { read } from "../../platform/api";
import { ANNOUNCEMENTS_KEY } from "./announcementCommands";

interface Props {
  readonly id: string;
  readonly what: "PEOPLE" | "ORGANIZATIONS";
  readonly orgPath: OrgPath;
  readonly placeholder: string;
  readonly value: readonly string[];
  readonly onChange: (ids: string[]) => void;
}

/** People or organisations of the sender's place, looked for by name; what was chosen keeps its name while another is looked for. */
export function FoundSelect({ id, what, orgPath, placeholder, value, onChange }: Props) {
  const [search, setSearch] = useState("");
  const [names, setNames] = useState<Readonly<Record<string, string>>>({});
  const found = useQuery({
    queryKey: [...ANNOUNCEMENTS_KEY, "found", what, orgPath, search],
    queryFn: () => read(announcementRoutes.searchRecipients, { query: { orgPath, what, search } }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  const items = found.data?.items ?? [];
  const labels = { ...names, ...Object.fromEntries(items.map((item) => [item.id, `${item.name}（${item.hint}）`])) };
  const options = [...new Set([...items.map((item) => item.id), ...value])].map((each) => ({ value: each, label: labels[each] ?? each }));
  return (
    <Select
      id={id}
      mode="multiple"
      showSearch={{ filterOption: false, onSearch: (text) => setSearch(text.trim().slice(0, 30)) }}
      placeholder={placeholder}
      loading={found.isFetching}
      notFoundContent={found.error === null ? "没有找到，请换几个字" : "没有查到，请稍后再试"}
      value={[...value]}
      onChange={(ids: string[]) => {
        setNames(Object.fromEntries(ids.map((each) => [each, labels[each] ?? each])));
        onChange(ids);
      }}
      options={options}
      data-testid={id}
    />
  );
}
