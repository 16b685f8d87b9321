// What a page can't do without a script: copy, choose a theme, keep parts up to date. Without it every page works all the same.
(() => {
  document.addEventListener("click", async event => {
    const copy = event.target.closest("[data-copy]");
    if (copy) {
      const source = document.getElementById(copy.dataset.copy);
      try {
        await navigator.clipboard.writeText(source.textContent.trim());
        copy.textContent = "Copied";
      } catch {
        getSelection().selectAllChildren(source);
        copy.textContent = "Selected: press Ctrl+C";
      }
      setTimeout(() => { copy.textContent = "Copy to clipboard"; }, 2000);
    }

    if (event.target.closest("[data-theme-toggle]")) {
      const dark = document.documentElement.dataset.theme === "dark"
        || (document.documentElement.dataset.theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
      const chosen = dark ? "light" : "dark";
      document.documentElement.dataset.theme = chosen;
      document.cookie = `theme=${chosen}; path=/; max-age=31536000; samesite=lax`;
    }
  });

  document.addEventListener("keydown", event => {
    if (event.key === "/" && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) {
      const search = document.querySelector("[role=search] input");
      if (search) {
        event.preventDefault();
        search.focus();
      }
    }
  });

  // The page is asked for again, and its live parts are taken where they differ. What somebody is typing into is left alone.
  const parts = () => [...document.querySelectorAll("[data-live]")];
  const shown = part => part.innerHTML.replace(/<input type="hidden" name="_request"[^>]*>/g, "");  // the mark of a form is new each time
  const lost = document.querySelector("[data-lost]");
  let failures = 0, next = 0;
  const refresh = async () => {
    next = 0;
    let wait = Math.min(...parts().map(part => Number(part.dataset.live))) * 1000;
    if (!document.hidden) {
      try {
        const answer = await fetch(location.href, { headers: { "X-Live": "1" }, redirect: "manual", cache: "no-store" });
        if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
          location.reload();
          return;
        }
        if (!answer.ok) throw new Error(String(answer.status));
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
        for (const part of parts()) {
          const now = fresh.getElementById(part.id);
          if (now && shown(now) !== shown(part) && !part.contains(document.activeElement))
            part.replaceChildren(...now.childNodes);
        }
        failures = 0;
      } catch {
        failures++;
        wait = Math.min(wait * 2 ** failures, 30000);
      }
      if (lost) lost.hidden = failures === 0;
    }
    next = setTimeout(refresh, wait);
  };
  if (parts().length > 0) {
    next = setTimeout(refresh, 1500);
    // The network is back: now, and not after the pause that grew while it was away.
    addEventListener("online", () => {
      if (next === 0) return;
      clearTimeout(next);
      refresh();
    });
  }
})();
