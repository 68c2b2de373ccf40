/* Moving from cell to cell as in a spreadsheet. Without this script Tab goes the same way. */
"use strict";
(function () {
  var form = document.getElementById("entry");
  if (!form || !form.hasAttribute("data-live")) { return; }
  var table = document.getElementById("table"), opened = null, before = "";

  /* Rows in which something may be entered: [answer, mark]; a section has its mark alone. */
  function rows() {
    return Array.prototype.map.call(table.querySelectorAll("tbody tr"), function (row) {
      return Array.prototype.slice.call(row.querySelectorAll("[name]"));
    }).filter(function (fields) { return fields.length; });
  }

  function place(field) {
    var all = rows();
    for (var r = 0; r < all.length; r++) {
      var c = all[r].indexOf(field);
      if (c >= 0) { return { all: all, r: r, c: c }; }
    }
    return null;
  }

  function enter(field) {
    field.focus();
    if (field.select && field.tagName === "INPUT") { field.select(); }
  }

  function isMark(field) { return field.name.charAt(0) === "m"; }

  /* The cell above or below in the same column; sections stand in the column of marks alone. */
  function vertical(field, step) {
    var at = place(field), mark = isMark(field);
    for (var r = at.r + step; r >= 0 && r < at.all.length; r += step) {
      for (var c = 0; c < at.all[r].length; c++) {
        if (isMark(at.all[r][c]) === mark) { enter(at.all[r][c]); return true; }
      }
    }
    return false;
  }

  function sideways(field, step) {
    var at = place(field), next = at.all[at.r][at.c + step];
    if (next) { enter(next); }
    return Boolean(next);
  }

  function edge(field, end) {
    if (field.tagName === "SELECT") { return true; }
    var all = field.selectionStart === 0 && field.selectionEnd === field.value.length;
    var caret = field.selectionStart === field.selectionEnd;
    return all || (caret && field.selectionStart === (end ? field.value.length : 0));
  }

  function moves(event, field) {
    var lines = field.tagName === "TEXTAREA";
    switch (event.key) {
      case "Enter":
        if (lines && !event.ctrlKey) { return false; }
        if (!vertical(field, event.shiftKey ? -1 : 1) && !event.shiftKey) {
          form.querySelector("button.main").focus();
        }
        return true;
      case "ArrowDown": return (!lines || edge(field, true)) && (vertical(field, 1) || !lines);
      case "ArrowUp": return (!lines || edge(field, false)) && (vertical(field, -1) || !lines);
      case "ArrowRight": return edge(field, true) && sideways(field, 1) || field.tagName === "SELECT";
      case "ArrowLeft": return edge(field, false) && sideways(field, -1) || field.tagName === "SELECT";
      case "Escape":
        if (field.tagName === "SELECT" || field.value === before) { return false; }
        field.value = before;
        field.dispatchEvent(new Event("input", { bubbles: true }));
        return true;
    }
    return false;
  }

  table.addEventListener("keydown", function (event) {
    var field = event.target;
    if (!field.name || event.isComposing || event.altKey || event.metaKey) {
      /* Alt and an arrow open a list; from then on the arrows are the list's own. */
      if (event.altKey && field.tagName === "SELECT") { opened = field; }
      return;
    }
    if (field.tagName === "SELECT") {
      if (event.key === " " || event.key === "F4") { opened = field; return; }
      if (opened === field) {
        if (event.key === "Enter" || event.key === "Escape") { opened = null; }
        return;
      }
    }
    if (moves(event, field)) { event.preventDefault(); }
  });
  table.addEventListener("mousedown", function (event) {
    if (event.target.tagName === "SELECT") { opened = event.target; }
  });
  table.addEventListener("change", function () { opened = null; });
  table.addEventListener("focusout", function () { opened = null; });
  table.addEventListener("focusin", function (event) { before = event.target.value; });
})();
