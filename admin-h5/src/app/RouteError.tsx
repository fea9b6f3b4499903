import { useRouteError } from "react-router";
import { usePageTitle } from "../ui/usePageTitle";

/** A bug, or a page whose code was replaced by a new release while this tab was open; a reload mends the second. */
export function RouteError() {
  usePageTitle("页面出错");
  const error = useRouteError();
  const isMissingCode = error instanceof TypeError && /import|module/i.test(error.message);
  return (
    <div className="page">
      <h1 className="visually-hidden">页面出错</h1>
      <div className="panel state" role="alert" data-testid="route-error">
        <p className="state-sentence">
          {isMissingCode ? "管理后台刚刚更新过，请刷新后继续。" : "这个页面出了点问题，请刷新重试；如果一直这样，请联系技术支持。"}
        </p>
        {error instanceof Error && !isMissingCode ? (
          <p className="state-hint">
            求助时请把这行字告诉技术支持：<code>{error.message}</code>
          </p>
        ) : null}
        <div className="state-action">
          <button type="button" className="link-button" onClick={() => window.location.reload()}>
            刷新页面
          </button>
          <a className="state-home" href={import.meta.env.BASE_URL}>
            返回首页
          </a>
        </div>
      </div>
    </div>
  );
}
