(function () {
  "use strict";
  var root = document.documentElement;

  // Theme: the reader's choice, else the system's. "?theme=dark" in the address wins.
  var button = document.getElementById("theme");
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  var wanted = /[?&]theme=(dark|light)\b/.exec(location.search);
  var chosen = wanted ? wanted[1] : null;
  try { chosen = chosen || localStorage.getItem("detente-theme"); } catch (error) { /* storage is off */ }
  function current() { return chosen || (dark.matches ? "dark" : "light"); }
  function apply() {
    if (chosen === "dark" || chosen === "light") { root.setAttribute("data-theme", chosen); }
    button.textContent = current() === "dark" ? "Light" : "Dark";
    button.setAttribute("aria-label", "Change to the " + button.textContent.toLowerCase() + " colours");
  }
  button.hidden = false;
  button.addEventListener("click", function () {
    chosen = current() === "dark" ? "light" : "dark";
    try { localStorage.setItem("detente-theme", chosen); } catch (error) { /* storage is off */ }
    apply();
  });
  apply();

  // A link into a folded article unfolds it.
  function unfold() {
    var target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    for (var node = target; node; node = node.parentElement) {
      if (node.tagName === "DETAILS" && !node.open) { node.open = true; }
    }
    if (target && target.scrollIntoView) { target.scrollIntoView({ block: "center" }); }
  }
  window.addEventListener("hashchange", unfold);
  if (location.hash) { unfold(); }

  // Paper shows everything.
  var folded = [];
  window.addEventListener("beforeprint", function () {
    folded = Array.prototype.filter.call(document.querySelectorAll("details"), function (one) { return !one.open; });
    folded.forEach(function (one) { one.open = true; });
  });
  window.addEventListener("afterprint", function () {
    folded.forEach(function (one) { one.open = false; });
  });

  // Cards for the marks of the timeline, in place of the browser's plain titles.
  var tip = document.getElementById("tip");
  function line(name, text) {
    if (!text) { return; }
    var part = document.createElement("p");
    part.className = name;
    part.textContent = text;
    tip.appendChild(part);
  }
  function show(event) {
    var dot = event.currentTarget;
    tip.textContent = "";
    tip.className = "tip g-" + dot.dataset.group;
    line("tip-when", dot.dataset.when + " · " + dot.dataset.status);
    line("tip-what", dot.dataset.what);
    line("tip-quote", dot.dataset.quote && "“" + dot.dataset.quote + "”");
    tip.hidden = false;
    var box = dot.querySelector(".hit").getBoundingClientRect();
    var left = Math.min(Math.max(8, box.left + box.width / 2 - tip.offsetWidth / 2), root.clientWidth - tip.offsetWidth - 8);
    var above = box.top - tip.offsetHeight - 8;
    tip.style.left = left + window.scrollX + "px";
    tip.style.top = (above < 8 ? box.bottom + 8 : above) + window.scrollY + "px";
  }
  function hide() { tip.hidden = true; }
  document.querySelectorAll(".timeline .dot").forEach(function (dot) {
    var title = dot.querySelector("title");
    if (title) { title.remove(); }
    dot.addEventListener("mouseenter", show);
    dot.addEventListener("focus", show);
    dot.addEventListener("mouseleave", hide);
    dot.addEventListener("blur", hide);
  });
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") { hide(); } });
})();
