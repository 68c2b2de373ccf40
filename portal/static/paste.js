/* A column copied from a spreadsheet, pasted into the cells below one another. */
"use strict";
(function () {
  var form = document.getElementById("entry");
  if (!form || !form.hasAttribute("data-live")) { return; }
  var table = document.getElementById("table"), note = document.getElementById("kept");
  var said = JSON.parse(form.getAttribute("data-say"));
  var SIGNS = { "-": "none_occurred", "–": "none_occurred", "—": "none_occurred",
    "…": "not_available", "...": "not_available", "x": "not_applicable" };

  function fill(sentence, told) {
    return sentence.replace(/\{(\w+)\}/g, function (_, key) { return told[key]; });
  }

  /* Lines of cells; a cell in quotes may hold line ends and tabs, as spreadsheets copy it. */
  function block(text) {
    var lines = [[""]], quoted = false;
    text = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
    for (var i = 0; i < text.length; i++) {
      var line = lines[lines.length - 1], sign = text.charAt(i), last = line.length - 1;
      if (quoted) {
        if (sign !== '"') { line[last] += sign; }
        else if (text.charAt(i + 1) === '"') { line[last] += sign; i++; }
        else { quoted = false; }
      } else if (sign === '"' && line[last] === "") { quoted = true; }
      else if (sign === "\t") { line.push(""); }
      else if (sign === "\n") { lines.push([""]); }
      else { line[last] += sign; }
    }
    return lines;
  }

  function tidy(text) { return (text || "").replace(/[\u00a0\u202f]/g, " ").trim(); }
  function isMark(text) { return SIGNS.hasOwnProperty(text.toLowerCase()); }
  function isFigure(text) { return isMark(text) || /^[-+(]?[\d.,' ]*\d[\d.,' ]*%?\)?$/.test(text); }

  /* The one column to take: the only one, or the only one in which figures stand. */
  function column(lines) {
    var width = Math.max.apply(null, lines.map(function (line) { return line.length; })), found = [];
    for (var c = 0; c < width; c++) {
      if (lines.some(function (line) { return isFigure(tidy(line[c])); })) { found.push(c); }
    }
    if (width === 1) { return 0; }
    return found.length === 1 ? found[0] : -1;
  }

  function option(select, text) {
    var wanted = text.toLowerCase();
    for (var i = 1; i < select.options.length; i++) {
      var one = select.options[i];
      if (one.value.toLowerCase() === wanted || one.text.toLowerCase() === wanted) { return one.value; }
    }
    return null;
  }

  function slots(from) {
    var all = Array.prototype.slice.call(table.querySelectorAll("tbody tr")), found = [];
    for (var i = all.indexOf(from); i < all.length; i++) {
      found.push({
        answer: all[i].querySelector('[name^="v."]'),
        mark: all[i].querySelector('[name^="m."]'),
        label: tidy(all[i].querySelector("th").textContent)
      });
    }
    return found;
  }

  /* Row by row, as in the workbook, where headings have no figures; else cell by cell. */
  function rowByRow(rows, texts) {
    return texts.every(function (text, i) {
      return !rows[i] || rows[i].answer || !rows[i].mark || !text || isMark(text);
    });
  }

  function put(row, text, undo) {
    var answer = row.answer, mark = row.mark;
    if (!text) { return true; }
    if (!answer && !mark) { return false; }
    var sign = isMark(text) ? SIGNS[text.toLowerCase()] : "";
    var value = sign ? "" : text;
    if (!sign && answer && answer.tagName === "SELECT") { value = option(answer, text); }
    if (value === null || (!sign && !answer) || (sign && !mark)) { return false; }
    if (answer && answer.maxLength > 0 && value.length > answer.maxLength) { return false; }
    [answer, mark].forEach(function (field) {
      if (!field) { return; }
      undo.push([field, field.value]);
      field.value = field === mark ? sign : value;
    });
    return true;
  }

  function changed() { form.dispatchEvent(new Event("input", { bubbles: true })); }

  function tell(words, undo) {
    note.textContent = words.join(" ") + " ";
    if (!undo.length) { return; }
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = said.undo;
    button.addEventListener("click", function () {
      undo.reverse().forEach(function (one) { one[0].value = one[1]; });
      note.textContent = said.undone;
      changed();
    });
    note.appendChild(button);
    note.setAttribute("data-held", "");
  }

  table.addEventListener("paste", function (event) {
    var field = event.target, text = event.clipboardData.getData("text/plain");
    var lines = block(text);
    if (!field.name || field.tagName === "TEXTAREA") { return; }
    if (lines.length === 1 && lines[0].length === 1) { return; }
    event.preventDefault();
    var c = column(lines);
    if (c < 0) {
      return tell([fill(said.paste_columns, { count: lines[0].length })], []);
    }
    var texts = lines.map(function (line) { return tidy(line[c]); });
    var rows = slots(field.closest("tr"));
    if (!rowByRow(rows, texts)) { rows = rows.filter(function (row) { return row.answer; }); }
    var undo = [], unfit = [], done = 0;
    texts.slice(0, rows.length).forEach(function (one, i) {
      if (!put(rows[i], one, undo)) { unfit.push(rows[i].label + " (" + one + ")"); }
      else if (one) { done++; }
    });
    var more = texts.slice(rows.length).filter(Boolean);
    var words = [fill(said.pasted, { count: done })];
    if (unfit.length) { words.push(fill(said.paste_unfit, { what: unfit.join("; ") })); }
    if (more.length) {
      words.push(fill(said.paste_more, { count: more.length, what: more.slice(0, 9).join("; ") }));
    }
    changed();
    tell(words, undo);
  });
})();
