// Asks what a form describes, and shows the answer below it. Opens what a link inside the page leads to.
(() => {
  const words = document.body.dataset;

  const address = (form) => {
    let path = form.dataset.path;
    const query = new URLSearchParams();
    for (const field of form.elements) {
      if (!field.name || field.value === "") continue;
      if (field.dataset.in === "path") path = path.replace(`{${field.name}}`, encodeURIComponent(field.value));
      else query.set(field.name, field.value);
    }
    const text = query.toString().replaceAll("%2C", ",");
    return new URL(path).pathname + (text ? `?${text}` : "");
  };

  const show = (result, status, body) => {
    result.hidden = false;
    result.querySelector("[role=status]").textContent = status;
    result.querySelector("pre").textContent = body;
  };

  document.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    const result = form.nextElementSibling;
    const asked = address(form);
    show(result, words.waiting, "");
    try {
      const response = await fetch(asked, { credentials: "omit" });
      const text = await response.text();
      const isJson = (response.headers.get("Content-Type") || "").includes("json");
      show(result, `${response.status} · ${asked}`, isJson ? JSON.stringify(JSON.parse(text), null, 2) : text);
    } catch {
      show(result, words.unreachable, asked);
    }
  });

  const open = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target instanceof HTMLDetailsElement) {
      target.open = true;
      target.scrollIntoView();
      target.querySelector("summary").focus();
    }
  };
  if (matchMedia("(min-width: 60rem)").matches) document.querySelector("nav details").open = true;
  addEventListener("hashchange", open);
  open();
})();
