import { useQuery, useQueryClient } from "@tanstack/react-query";
import { TreeSelect } from "antd";
import { useState } from "react";
import { outermostPaths, type OrgPath } from "@app/contract/organizations/orgPath";
import type { RegionChoice, RegionChoices, RegionsQuery } from "@app/contract/regions/regions.schema";

export type AskRegions = (query: RegionsQuery) => Promise<RegionChoices>;

const TOP = "";
/** Rows of the region table never change while a page is open. */
const FOR_GOOD = { staleTime: Infinity, gcTime: Infinity };

/**
 * Places of the whole country, step by step or by any part of their name. They are 3 300, so each step is asked for when it is opened, and the server looks for the
 * name. A place stands for everything below it: of several, one that another covers falls away.
 */
export function RegionSelect({
  id,
  value,
  onChange,
  ask,
  what,
  isMultiple = false,
  mayChoose = () => true,
  leaveOut,
  placeholder = "输入名称查找，或逐级选择",
  isWrong = false,
}: {
  readonly id: string;
  readonly value: readonly string[];
  readonly onChange: (paths: OrgPath[]) => void;
  readonly ask: AskRegions;
  /** Which choice it is: answers are kept under it. */
  readonly what: string;
  readonly isMultiple?: boolean;
  readonly mayChoose?: (path: OrgPath) => boolean;
  readonly leaveOut?: OrgPath;
  readonly placeholder?: string;
  readonly isWrong?: boolean;
}) {
  const queryClient = useQueryClient();
  const [search, setSearch] = useState("");
  const [opened, setOpened] = useState<Readonly<Record<string, readonly RegionChoice[]>>>({});
  const keyOf = (query: RegionsQuery) => ["regions", what, query] as const;
  const top = useQuery({ queryKey: keyOf({}), queryFn: () => ask({}), ...FOR_GOOD });
  const found = useQuery({ queryKey: keyOf({ search }), queryFn: () => ask({ search }), enabled: search !== "", ...FOR_GOOD });
  const of = [...value].sort().join(",");
  const chosen = useQuery({ queryKey: keyOf({ of }), queryFn: () => ask({ of }), enabled: of !== "", placeholderData: (before) => before, ...FOR_GOOD });
  const labels = new Map(
    [...Object.values(opened).flat(), ...(found.data?.items ?? []), ...(chosen.data?.items ?? [])].map((each) => [each.orgPath as string, each.label]),
  );
  const failed = search === "" ? top.error : found.error;

  return (
    <TreeSelect
      id={id}
      className="wide"
      treeData={search === "" ? nodesOf(top.data?.items ?? []) : foundNodes(found.data?.items ?? [])}
      loadData={({ value: path }) => open(String(path))}
      value={value.map((path) => ({ value: path, label: labels.get(path) ?? "…" }))}
      labelInValue
      treeNodeLabelProp="label"
      multiple={isMultiple}
      // Where a step is only on the way, a tap opens it; a small arrow is no target for a finger.
      treeExpandAction={isMultiple ? false : "click"}
      showSearch={{ filterTreeNode: false, onSearch: (text) => setSearch(text.trim().slice(0, 40)), autoClearSearchValue: true }}
      onChange={(next: readonly Picked[] | Picked | undefined) => {
        setSearch("");
        const paths = [next ?? []].flat().map((each) => each.value as OrgPath);
        onChange(isMultiple ? outermostPaths(paths) : paths);
      }}
      onOpenChange={(isOpen) => {
        if (!isOpen) setSearch("");
      }}
      notFoundContent={
        failed !== null ? failed.message : top.isFetching || found.isFetching ? "正在查找…" : search === "" ? "没有可选的地区" : "没有这个地区，换一个词试试"
      }
      listHeight={320}
      placeholder={placeholder}
      {...(isWrong ? { status: "error" as const } : {})}
      data-testid={id}
    />
  );

  function nodeOf({ orgPath, name, label, hasBelow }: RegionChoice) {
    const below = opened[orgPath];
    return {
      value: orgPath as string,
      title: name,
      label,
      isLeaf: !hasBelow,
      selectable: mayChoose(orgPath),
      ...(below === undefined ? {} : { children: nodesOf(below) }),
    };
  }
  function nodesOf(choices: readonly RegionChoice[]): object[] {
    return choices.filter(({ orgPath, hasBelow }) => orgPath !== leaveOut && (hasBelow || mayChoose(orgPath))).map(nodeOf);
  }
  /** A city without districts is found once: by the wider of the two, where that may be chosen. */
  function foundNodes(choices: readonly RegionChoice[]): object[] {
    const choosable = choices.filter(({ orgPath }) => orgPath !== leaveOut && mayChoose(orgPath));
    const distinct = choosable.filter(({ label }, index) => choosable.findIndex((each) => each.label === label) === index);
    return distinct.map((each) => ({ ...nodeOf(each), title: each.label, isLeaf: true }));
  }
  async function open(path: string): Promise<void> {
    if (path === TOP || opened[path] !== undefined) return;
    const query = { below: path as OrgPath };
    const { items } = await queryClient.fetchQuery({ queryKey: keyOf(query), queryFn: () => ask(query), ...FOR_GOOD });
    setOpened((before) => ({ ...before, [path]: items }));
  }
}

interface Picked {
  readonly value: string;
}
