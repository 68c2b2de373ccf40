/* While somebody types: kept every three seconds, looked at by the server, held on this machine. */
"use strict";
(function () {
  var form = document.getElementById("entry");
  if (!form || !form.hasAttribute("data-live") || !window.fetch) { return; }
  var here = form.getAttribute("data-here"), said = JSON.parse(form.getAttribute("data-say"));
  var note = document.getElementById("kept"), count = document.getElementById("live");
  var slot = "capbac:" + form.getAttribute("data-who") + ":" + here;
  var turn = form.elements.turn, hold = form.hasAttribute("data-hold");
  var EVERY = 3000, LOOK = 600, LONGEST = 20000;
  var kept = typed(), asked = "", keeping = false, looking = false, stopped = false, timer = 0;

  function fill(sentence, told) {
    return sentence.replace(/\{(\w+)\}/g, function (_, key) { return told[key]; });
  }

  /* What stands in the fields a person fills in, by name. */
  function fields() {
    var found = {};
    Array.prototype.forEach.call(form.elements, function (one) {
      if (/^[vmt]\./.test(one.name)) {
        found[one.name] = one.type === "checkbox" ? (one.checked ? "x" : "") : one.value;
      }
    });
    return found;
  }
  function typed() { return JSON.stringify(fields()); }

  function tell(text) {
    if (note.textContent !== text) { note.textContent = text; }
  }

  function stored(act, value) {
    /* A browser may refuse to hold anything: then the server's draft is all there is. */
    try { return window.localStorage[act](slot, value); } catch (error) { return null; }
  }

  function hold_here() {
    var now = new Date(), two = function (n) { return (n < 10 ? "0" : "") + n; };
    var at = two(now.getHours()) + ":" + two(now.getMinutes()) + ":" + two(now.getSeconds());
    stored("setItem", JSON.stringify({ mark: form.elements.mark.value, at: at, fields: fields() }));
  }

  function post(path) {
    var body = new URLSearchParams();
    Array.prototype.forEach.call(form.elements, function (one) {
      if (one.name && (one.type !== "checkbox" || one.checked)) { body.append(one.name, one.value); }
    });
    var stop = new AbortController();
    var late = setTimeout(function () { stop.abort(); }, LONGEST);
    return fetch(here + path, { method: "POST", body: body, redirect: "manual", signal: stop.signal,
      credentials: "same-origin" }).then(function (answer) {
      clearTimeout(late);
      return answer;
    }, function (error) { clearTimeout(late); throw error; });
  }

  function keep() {
    var now = typed();
    if (keeping || stopped || hold || now === kept) { return; }
    keeping = true;
    turn.value = Number(turn.value) + 1;
    post("/keep").then(function (answer) {
      if (answer.type === "opaqueredirect" || answer.status === 403) {
        stopped = true;
        tell(said.signed_out);
        return null;
      }
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return answer.json().then(function (told) {
        if (told.kept) {
          kept = now;
          if (typed() === now) { stored("removeItem"); }
          if (note.hasAttribute("data-held")) { note.removeAttribute("data-held"); }
          else { tell(fill(said.kept, told)); }
        } else {
          stopped = true;
          tell(told.code === "draft_moved" ? fill(said.moved, told) : told.said);
        }
      });
    }).catch(function () { tell(said.not_kept); }).then(function () { keeping = false; });
  }

  function told_div(cell, id) {
    var found = cell.querySelector(".told");
    if (!found) {
      found = document.createElement("div");
      found.className = "told";
      found.id = id + "-told";
      cell.appendChild(found);
    }
    return found;
  }

  /* What is wrong beside each cell; what the unit above asked for stays where it was. */
  function beside(row, field, told) {
    var cell = row.querySelector(".cell"), errors = told.errors || [], warnings = told.warnings || [];
    var box = errors.length || warnings.length ? told_div(cell, field.id) : cell.querySelector(".told");
    if (box) {
      Array.prototype.slice.call(box.querySelectorAll("p:not([data-stays])")).forEach(function (one) {
        box.removeChild(one);
      });
      [["wrong", errors], ["odd", warnings]].forEach(function (pair) {
        pair[1].forEach(function (text) {
          var line = document.createElement("p");
          line.className = pair[0];
          line.textContent = text;
          box.appendChild(line);
        });
      });
      if (box.children.length) { field.setAttribute("aria-describedby", box.id); }
      else { field.removeAttribute("aria-describedby"); cell.removeChild(box); box = null; }
    }
    if (errors.length) { field.setAttribute("aria-invalid", "true"); }
    else { field.removeAttribute("aria-invalid"); }
    row.className = errors.length ? "wrong" : box ? "odd" : "";
  }

  function show(told) {
    Array.prototype.forEach.call(form.querySelectorAll('tbody [name^="v."]'), function (field) {
      beside(field.closest("tr"), field, told.cells[field.id] || {});
    });
    Array.prototype.forEach.call(form.querySelectorAll(".derived"), function (cell) {
      if (!cell.hasAttribute("data-words")) { cell.setAttribute("data-words", cell.textContent); }
      var figure = told.derived[cell.id];
      cell.textContent = figure === undefined ? cell.getAttribute("data-words") : figure;
      cell.classList.toggle("made", figure !== undefined);
    });
    var text = [told.said].concat(told.others).join(" ");
    if (count.textContent !== text) { count.textContent = text; }
    /* What is wrong where somebody types is not to stand below the edge, or under the bar. */
    var cell = document.activeElement.closest(".cell"), words = cell && cell.querySelector(".told");
    if (words) { words.scrollIntoView({ block: "nearest" }); }
  }

  function look() {
    var now = typed();
    if (looking) { timer = setTimeout(look, LOOK); return; }
    if (now === asked) { return; }
    looking = true;
    post("/look").then(function (answer) {
      return answer.ok ? answer.json() : null;
    }).then(function (told) {
      asked = now;
      if (told && typed() === now) { show(told); }
    }).catch(function () { /* the line is cut: keeping says so */ })
      .then(function () { looking = false; });
  }

  function changed() {
    hold_here();
    clearTimeout(timer);
    timer = setTimeout(look, LOOK);
  }

  function put(values) {
    Array.prototype.forEach.call(form.elements, function (one) {
      if (!values.hasOwnProperty(one.name)) { return; }
      if (one.type === "checkbox") { one.checked = Boolean(values[one.name]); }
      else { one.value = values[one.name]; }
    });
  }

  function button(text, act) {
    var found = document.createElement("button");
    found.type = "button";
    found.textContent = text;
    found.addEventListener("click", act);
    return found;
  }

  /* What this machine holds and the server does not: offered, never put in by itself. */
  function offer() {
    var copy = null;
    try { copy = JSON.parse(stored("getItem")); } catch (error) { copy = null; }
    if (!copy || !copy.fields || hold) { return; }
    var now = fields(), other = {}, many = 0;
    Object.keys(copy.fields).forEach(function (name) {
      if (now.hasOwnProperty(name) && now[name] !== copy.fields[name]) {
        other[name] = copy.fields[name];
        many++;
      }
    });
    if (!many) { stored("removeItem"); return; }
    var newer = copy.mark !== form.elements.mark.value;
    var box = document.createElement("div"), text = document.createElement("p");
    box.className = "box odd";
    box.id = "restore";
    box.setAttribute("role", "alert");
    text.textContent = fill(newer ? said.restore_newer : said.restore, { count: many, at: copy.at });
    box.appendChild(text);
    box.appendChild(button(said.take, function () {
      put(other);
      form.parentNode.removeChild(box);
      tell(fill(said.taken, { count: many }));
      changed();
      form.querySelector('tbody [name^="v."]').focus();
    }));
    box.appendChild(document.createTextNode(" "));
    box.appendChild(button(said.leave, function () {
      form.parentNode.removeChild(box);
      stored("removeItem");
    }));
    form.parentNode.insertBefore(box, form);
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", function () {
    /* What the button sends is later than whatever is still under way. */
    turn.value = Number(turn.value) + 1;
    stopped = true;
  });
  window.addEventListener("pageshow", function (event) { if (event.persisted) { stopped = false; } });
  window.addEventListener("online", keep);
  document.addEventListener("visibilitychange", function () { if (document.hidden) { keep(); } });
  var theirs = document.getElementById("theirs");
  if (theirs) { theirs.addEventListener("click", function () { stored("removeItem"); }); }
  offer();
  look();
  setInterval(keep, EVERY);
})();
