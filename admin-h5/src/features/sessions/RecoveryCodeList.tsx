import { Alert, Button } from "antd";

/** The ten codes, this once. */
export function RecoveryCodeList({ codes, onSaved }: { readonly codes: readonly string[]; readonly onSaved: () => void }) {
  return (
    <>
      <Alert
        type="warning"
        showIcon
        title="请现在就抄下或打印这 10 个恢复码，离开后不再显示"
        description="手机不在身边时，每个恢复码可以代替动态码登录一次。请和密码分开保管。"
      />
      <ol className="recovery-codes" data-testid="recovery-codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div className="account-buttons">
        <Button onClick={() => window.print()}>打印</Button>
        <Button type="primary" onClick={onSaved} data-testid="recovery-saved">
          我已保存好
        </Button>
      </div>
    </>
  );
}
