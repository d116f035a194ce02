// Leaves for the harmless page on two presses of Escape, without an entry in the tab's history.
(() => {
  const link = document.getElementById("quick-exit");
  let last = 0;
  const leave = () => {
    document.documentElement.hidden = true;
    window.location.replace(link.href);
  };
  link.querySelector("[hidden]").hidden = false;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (event.timeStamp - last < 1000) leave();
    last = event.timeStamp;
  });
})();
