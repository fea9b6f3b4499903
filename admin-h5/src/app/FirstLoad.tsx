/** Shown while the first page's code arrives; plain markup, so that it costs nothing itself. */
export function FirstLoad() {
  return (
    <div className="first-load" role="status">
      <i className="live-dot" aria-hidden /> 正在打开管理后台…
    </div>
  );
}
