/* Sent once, whatever the line does: the same key goes with every try, so that one is received. */
"use strict";
(function () {
  var form = document.getElementById("send");
  if (!form || !window.fetch) { return; }
  var said = JSON.parse(form.getAttribute("data-say")), note = document.getElementById("kept");
  var button = form.querySelector("button.main"), under = false, AGAIN = 3000, LONGEST = 30000;

  function body() {
    var told = new URLSearchParams();
    Array.prototype.forEach.call(form.elements, function (one) {
      if (one.name) { told.append(one.name, one.value); }
    });
    return told;
  }

  function attempt(told) {
    var stop = new AbortController(), late = setTimeout(function () { stop.abort(); }, LONGEST);
    fetch(form.action, { method: "POST", body: told, signal: stop.signal, credentials: "same-origin" })
      .then(function (answer) {
        clearTimeout(late);
        if (answer.status >= 500) { throw new Error(String(answer.status)); }
        if (answer.redirected && answer.ok) { window.location.assign(answer.url); }
        /* Refused: the page that says why is asked for again, under the same key. */
        else { form.submit(); }
      }).catch(function () {
        clearTimeout(late);
        note.textContent = said.send_again;
        setTimeout(function () { attempt(told); }, AGAIN);
      });
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    if (under) { return; }
    under = true;
    button.setAttribute("aria-disabled", "true");
    note.textContent = said.sending;
    attempt(body());
  });
})();
