import "./Shell.css";

export function Brand() {
  return (
    <span className="shell-product">
      <svg className="leaf" viewBox="0 0 32 32" aria-hidden>
        <rect width="32" height="32" rx="8" fill="currentColor" />
        <path d="M24 8c-9 0-15 4-15 11 0 2 .6 3.6 1.5 5 1-5 4-8.5 8.5-10.5-3.5 3-5.5 6.5-6 11 7 1 11.5-5 11-16.5z" fill="var(--on-solid)" />
      </svg>
      城市环境共治平台
    </span>
  );
}
