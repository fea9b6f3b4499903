import PrinterOutlined from "@ant-design/icons/PrinterOutlined";
import { Button } from "antd";
import { useIsPhone } from "./useIsPhone";
import "./print.css";

/** What is open goes to paper: a case's drawer alone, else the page without its menu and buttons (`print.css`). Nobody prints from a phone. */
export function PrintButton() {
  return useIsPhone() ? null : (
    <Button icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()} data-testid="print">
      打印
    </Button>
  );
}
