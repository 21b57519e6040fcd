(function () {
  "use strict";
  var all = function (s) { return Array.prototype.slice.call(document.querySelectorAll(s)); };
  all(".buttons, .filter").forEach(function (e) { e.hidden = false; });
  all("button[data-copy]").forEach(function (b) {
    var name = b.textContent;
    b.addEventListener("click", function () {
      var done = function () {
        b.textContent = b.dataset.done;
        setTimeout(function () { b.textContent = name; }, 1500);
      };
      var old = function () {
        var t = document.createElement("textarea");
        t.value = b.dataset.copy;
        document.body.appendChild(t);
        t.select();
        if (document.execCommand("copy")) { done(); }
        t.remove();
      };
      if (navigator.clipboard) { navigator.clipboard.writeText(b.dataset.copy).then(done, old); } else { old(); }
    });
  });
  all("button[data-hide]").forEach(function (b) {
    b.addEventListener("click", function () { b.closest(".card").hidden = true; });
  });
  var select = document.querySelector(".filter select");
  if (select) {
    select.addEventListener("change", function () {
      all(".card").forEach(function (c) { c.hidden = !!select.value && c.dataset.severity !== select.value; });
    });
  }
  var open = function () {
    var e = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    var d = e && e.closest("details");
    if (d && !d.open) { d.open = true; e.scrollIntoView(); }
  };
  window.addEventListener("hashchange", open);
  open();
})();
