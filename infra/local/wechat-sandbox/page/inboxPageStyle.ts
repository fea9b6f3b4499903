/** Greens are darker than WeChat's own (#07c160), which white text on it cannot be read against: 2.3 to 1. */
export const INBOX_PAGE_STYLE = `
:root{--ink:#17211c;--soft:#4c5a53;--line:#dde4e0;--paper:#fff;--ground:#eef1ef;--green:#067a46;--green-dark:#05663a;--red:#b42318}
*{box-sizing:border-box}
[hidden]{display:none!important}
html,body{height:100%}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.5 -apple-system,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif;display:flex;flex-direction:column}
h1,h2,h3,p,ul,dl,dd{margin:0;padding:0}
ul{list-style:none}
button,select,input,a.primary{font:inherit;min-height:44px;border-radius:10px}
button,a{cursor:pointer}
:focus-visible{outline:3px solid var(--green);outline-offset:2px}
.top{flex:none;display:flex;align-items:center;gap:12px;padding:10px 20px;background:var(--paper);border-bottom:1px solid var(--line)}
.mark{flex:none;width:40px;height:40px;border-radius:11px;background:var(--green);color:#fff;display:grid;place-items:center;font-size:20px;font-weight:600}
.top h1{font-size:18px;line-height:1.3}
.top-words p{font-size:13px;color:var(--soft)}
.link-state{margin-left:auto;font-size:13px;color:var(--soft);display:flex;align-items:center;gap:6px;white-space:nowrap}
.link-state::before{content:"";width:8px;height:8px;border-radius:50%;background:#8a958f}
.link-state[data-state=live]::before{background:var(--green)}
.link-state[data-state=lost]{color:var(--red)}
.link-state[data-state=lost]::before{background:var(--red)}
.layout{flex:1;min-height:0;display:grid;grid-template-columns:320px minmax(0,1fr) 320px;gap:20px;padding:20px;max-width:1440px;width:100%;margin:0 auto}
.people{overflow:auto;background:var(--paper);border:1px solid var(--line);border-radius:16px;padding:8px}
.people h2{font-size:13px;font-weight:600;color:var(--soft);padding:10px 10px 4px}
.person{width:100%;display:flex;gap:12px;align-items:center;text-align:left;border:0;background:none;color:inherit;padding:8px 10px;min-height:60px}
.person:hover{background:#f3f6f4}
.person[aria-current=true]{background:#e2f1e9}
.face{position:relative;flex:none;width:42px;height:42px;border-radius:10px;color:#fff;display:grid;place-items:center;font-size:18px;font-weight:600}
.badge{position:absolute;top:-7px;right:-7px;min-width:20px;height:20px;padding:0 5px;border-radius:10px;background:#c9271c;color:#fff;font-size:12px;line-height:20px;text-align:center;font-weight:600}
.person-words{min-width:0;flex:1}
.person-words b{display:block;font-size:16px;font-weight:600}
.person-words span{display:block;font-size:13px;line-height:1.4;color:var(--soft);white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.refuses{flex:none;font-size:12px;color:var(--red);border:1px solid currentColor;border-radius:6px;padding:1px 6px}
.stage{min-height:0;min-width:0;display:flex;justify-content:center}
.phone{width:100%;max-width:440px;height:100%;max-height:860px;background:var(--paper);border:10px solid #1c2420;border-radius:40px;overflow:hidden;display:flex;flex-direction:column;box-shadow:0 14px 40px rgba(20,40,30,.16)}
.phone-top{flex:none;display:flex;align-items:center;gap:8px;padding:10px 14px;border-bottom:1px solid var(--line);min-height:68px}
.phone-owner{flex:1;min-width:0}
.phone-owner h2{font-size:17px;line-height:1.3}
.phone-owner p{font-size:13px;color:var(--soft);white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.icon{display:none;width:44px;border:0;background:none;font-size:30px;line-height:1;color:var(--ink)}
.quiet{border:1px solid var(--line);background:var(--paper);color:var(--ink);padding:0 14px}
.quiet:hover{border-color:var(--green);color:var(--green-dark)}
.quiet:disabled{color:#5f6b65;background:#f1f3f2;border-color:var(--line);cursor:default}
.primary{border:0;background:var(--green);color:#fff;font-weight:600;padding:0 16px;display:inline-flex;align-items:center;justify-content:center;text-decoration:none}
.primary:hover{background:var(--green-dark)}
.messages{flex:1;min-height:0;overflow:auto;background:#ededed;padding:14px 14px 22px;display:flex;flex-direction:column;gap:12px}
.messages:focus-visible{outline-offset:-3px}
.time{align-self:center;font-size:12px;color:#555e59}
.messages>*{flex:none}
.card{background:var(--paper);border-radius:12px;overflow:hidden}
.card-from{display:flex;align-items:center;gap:8px;padding:10px 14px;font-size:13px;color:var(--soft)}
.card-from i{width:22px;height:22px;border-radius:6px;background:var(--green);color:#fff;font-style:normal;font-size:13px;display:grid;place-items:center}
.card-from i.account{background:#2b6cb0}
.card h3{font-size:18px;line-height:1.35;padding:2px 14px 8px}
.card dl{display:grid;grid-template-columns:auto 1fr;gap:5px 14px;padding:0 14px 14px;font-size:15px}
.card dt{color:var(--soft)}
.card dd{overflow-wrap:anywhere;white-space:pre-line}
.card-link{display:flex;justify-content:space-between;align-items:center;min-height:46px;padding:0 14px;border-top:1px solid #eceeed;color:var(--ink);text-decoration:none}
.card-link:hover{background:#f6f8f7}
.card-link::after{content:"›";font-size:22px;color:#6b7771;line-height:1}
.card-link.dead{color:var(--soft);font-size:13px}
.card-link.dead::after{content:""}
.sms{align-self:flex-start;max-width:88%;display:flex;flex-direction:column;gap:4px}
.sms small{font-size:12px;color:#555e59}
.sms p{background:var(--paper);border-radius:4px 16px 16px 16px;padding:10px 14px;overflow-wrap:anywhere}
.empty{margin:auto;text-align:center;color:var(--soft);max-width:20em}
.empty b{display:block;color:var(--ink);font-size:17px;margin-bottom:6px}
.phone-bottom{flex:none;display:flex;gap:10px;align-items:center;justify-content:space-between;padding:12px 14px 16px;border-top:1px solid var(--line);flex-wrap:wrap}
.switch{display:flex;align-items:center;gap:10px;border:0;background:none;color:inherit;padding:0 4px}
.track{flex:none;width:46px;height:28px;border-radius:14px;background:#68736d;position:relative;transition:background .15s}
.knob{position:absolute;top:3px;left:3px;width:22px;height:22px;border-radius:50%;background:#fff;transition:left .15s}
.switch[aria-checked=true] .track{background:var(--green)}
.switch[aria-checked=true] .knob{left:21px}
.tools{overflow:auto;display:flex;flex-direction:column;gap:16px}
.panel{background:var(--paper);border:1px solid var(--line);border-radius:16px;padding:16px}
.panel h2{font-size:16px}
.panel h3{font-size:13px;color:var(--soft);margin:16px 0 6px}
.hint{font-size:13px;color:var(--soft);margin-top:2px}
form{display:grid;gap:10px;margin-top:12px}
label{display:grid;gap:4px;font-size:13px;color:var(--soft)}
select,input{width:100%;border:1px solid #87938d;background:#fff;color:var(--ink);padding:0 10px;font-size:15px}
.faults li{display:flex;justify-content:space-between;gap:10px;padding:8px 0;border-top:1px solid #eceeed;font-size:14px}
.faults b{white-space:nowrap}
.faults li.none{color:var(--soft)}
.row{display:flex;gap:8px;flex-wrap:wrap;margin-top:8px}
.row .quiet{flex:1;white-space:nowrap}
.account-menu{display:grid;gap:8px}
.account-menu button{width:100%;text-align:left;overflow-wrap:anywhere}
.account-menu b{font-size:14px}
.account-menu .hint{margin:0}
.faults li span{min-width:0;overflow-wrap:anywhere}
.ids{margin:8px 0 12px;font-size:13px;display:grid;gap:2px}
.ids dt{color:var(--soft)}
.ids dd{font-family:ui-monospace,Consolas,"Noto Sans Mono",monospace;overflow-wrap:anywhere;margin-bottom:6px}
.code-value{display:block;margin-top:8px;font:13px/1.5 ui-monospace,Consolas,"Noto Sans Mono",monospace;overflow-wrap:anywhere}
.toast{position:fixed;left:50%;bottom:28px;transform:translateX(-50%);background:#17211c;color:#fff;padding:12px 18px;border-radius:12px;max-width:calc(100% - 32px);z-index:9}
@media (max-width:1179px){
  .layout{grid-template-columns:280px minmax(0,1fr)}
  .tools{grid-column:1/-1;overflow:visible;display:grid;grid-template-columns:1fr 1fr;align-items:start}
  html,body{height:auto}
  .layout{min-height:auto}
  .phone{height:760px}
  .people{max-height:760px}
}
@media (max-width:719px){
  .top{padding:10px 16px}
  .top-words{min-width:0}
  .top-words p{white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
  .layout{display:block;padding:0}
  .people{border:0;border-radius:0;max-height:none;padding:6px 6px 20px}
  .stage{display:none}
  body[data-view=inbox] .people,body[data-view=inbox] .top,body[data-view=inbox] .tools{display:none}
  body[data-view=inbox] .stage{display:flex}
  .phone{border:0;border-radius:0;max-width:none;height:100dvh;max-height:none;box-shadow:none}
  .phone-top{padding:8px 10px 8px 2px}
  .icon{display:block}
  .phone-bottom .primary{flex:1}
  .tools{display:flex;padding:12px 12px 24px}
  .panel.identity{display:none}
  .panel{width:100%}
}
@media (prefers-reduced-motion:reduce){*{transition:none!important}}
`;
