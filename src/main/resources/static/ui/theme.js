const KEY = "gradtrace.theme";

/**
 * Follows the system until the button is pressed; tells charts with a `themechange` event on the
 * document.
 *
 * @param {HTMLElement} button
 */
export function followTheme(button) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  /** @param {string} theme */
  const apply = (theme) => {
    document.documentElement.dataset.theme = theme;
    document.dispatchEvent(new CustomEvent("themechange"));
  };
  const current = () => localStorage.getItem(KEY) ?? (system.matches ? "dark" : "light");
  button.addEventListener("click", () => {
    localStorage.setItem(KEY, current() === "dark" ? "light" : "dark");
    apply(current());
  });
  system.addEventListener("change", () => apply(current()));
  // Paper is light. Charts hear of it and are drawn anew before the page is taken.
  addEventListener("beforeprint", () => apply("light"));
  addEventListener("afterprint", () => apply(current()));
  apply(current());
}
