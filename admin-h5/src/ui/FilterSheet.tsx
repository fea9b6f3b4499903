import FilterOutlined from "@ant-design/icons/FilterOutlined";
import { Button, Drawer } from "antd";
import { useState, type ReactNode } from "react";
import { useIsPhone } from "./useIsPhone";
import "./filterSheet.css";

interface Props {
  /** The conditions that narrow the list now, in words. */
  readonly said: readonly string[];
  readonly nothingSaid: string;
  readonly children: (close: () => void) => ReactNode;
}

/** Conditions of a list. At phone width they lie in a sheet behind one button, so that the list begins on the first screen; what they are stays in sight. */
export function FilterSheet({ said, nothingSaid, children }: Props) {
  const isPhone = useIsPhone();
  const [isOpen, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  if (!isPhone) return children(close);
  return (
    <>
      <div className="filter-summary">
        <Button icon={<FilterOutlined aria-hidden />} onClick={() => setOpen(true)} data-testid="open-filters">
          筛选{said.length === 0 ? "" : `（${said.length}）`}
        </Button>
        <span className="soft" data-testid="filter-summary">
          {said.length === 0 ? nothingSaid : said.join("，")}
        </span>
      </div>
      <Drawer open={isOpen} onClose={close} placement="bottom" size="auto" title="筛选" destroyOnHidden rootClassName="filter-sheet">
        {children(close)}
      </Drawer>
    </>
  );
}
