/** Styles of launcher and panel; they live in a shadow root, so neither page disturbs the other. */

export const styles = `
:host { all: initial; --accent: #0b5c74; --on-accent: #fff; --ring: #0b5c74; --gap: #fff; }
@media (prefers-color-scheme: dark) { :host { --accent: #7fd0e6; --on-accent: #06222c; --ring: #7fd0e6; --gap: #10181c; } }
#launcher {
  position: fixed; right: max(20px, env(safe-area-inset-right)); bottom: max(20px, env(safe-area-inset-bottom)); z-index: 2147483000;
  display: inline-flex; align-items: center; gap: 10px; min-height: 52px; padding: 0 22px 0 18px; border: 0; border-radius: 26px;
  background: var(--accent); color: var(--on-accent); font: 600 16px/1 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; cursor: pointer;
  box-shadow: 0 1px 2px rgb(0 0 0 / .18), 0 8px 24px rgb(0 0 0 / .20); transition: transform .16s ease, box-shadow .16s ease;
}
#launcher:hover { transform: translateY(-2px); box-shadow: 0 2px 4px rgb(0 0 0 / .2), 0 12px 28px rgb(0 0 0 / .26); }
#launcher:focus-visible { outline: 3px solid var(--ring); outline-offset: 3px; box-shadow: 0 0 0 3px var(--gap); }
#launcher svg { width: 24px; height: 24px; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
#launcher .cross { display: none; }
:host([open]) #launcher { width: 52px; padding: 0; justify-content: center; }
:host([open]) #launcher .chat, :host([open]) #launcher span { display: none; }
:host([open]) #launcher .cross { display: block; }
#panel {
  position: fixed; right: max(20px, env(safe-area-inset-right)); bottom: calc(max(20px, env(safe-area-inset-bottom)) + 66px); z-index: 2147483000;
  width: min(420px, calc(100vw - 40px)); height: min(700px, calc(100dvh - 106px)); border-radius: 16px; overflow: hidden;
  background: Canvas; color-scheme: light dark; box-shadow: 0 0 0 1px rgb(0 0 0 / .10), 0 16px 48px rgb(0 0 0 / .28);
  transform-origin: bottom right; animation: appear .18s ease-out;
}
#panel[hidden] { display: none; }
iframe { display: block; width: 100%; height: 100%; border: 0; color-scheme: light dark; }
@keyframes appear { from { opacity: 0; transform: translateY(8px) scale(.98); } }
@media (max-height: 760px) {
  #panel { bottom: 12px; height: calc(100dvh - 24px); }
  :host([open]) #launcher { display: none; }
}
@media (max-width: 480px) {
  #panel { inset: 0; width: auto; height: 100dvh; border-radius: 0; box-shadow: none; }
  :host([open]) #launcher { display: none; }
}
@media (prefers-reduced-motion: reduce) { #launcher, #panel { transition: none; animation: none; } #launcher:hover { transform: none; } }
@media (forced-colors: active) { #launcher { border: 2px solid ButtonText; } }
@media print { :host { display: none; } }
`;
