/* Asks whether a workbook is written, without taking the page away from who reads it. */
"use strict";
(function () {
  var box = document.getElementById("going");
  if (!box || !window.fetch || !window.DOMParser) { return; }
  var every = Number(box.getAttribute("data-every"));

  function again() { setTimeout(look, every); }

  function look() {
    fetch(location.href, { credentials: "same-origin", redirect: "manual" }).then(function (answer) {
      var kind = answer.headers.get("content-type") || "";
      /* Signed out meanwhile, or the file itself: the browser goes there. */
      if (answer.type === "opaqueredirect" || kind.indexOf("text/html") < 0) {
        location.reload();
        return null;
      }
      return answer.text().then(function (text) {
        var found = new DOMParser().parseFromString(text, "text/html"), now = found.getElementById("going");
        if (!now) { location.reload(); return; }
        if (now.textContent !== box.textContent) {
          now = document.importNode(now, true);
          box.parentNode.replaceChild(now, box);
          box = now;
        }
        again();
      });
    }).catch(again);
  }

  again();
})();
