// Sorts a table by the column whose head is clicked or entered; again: the other way.
document.querySelectorAll("th").forEach(function (head) {
  function sort() {
    var table = head.closest("table"), body = table.tBodies[0], column = head.cellIndex;
    var up = head.getAttribute("aria-sort") !== "ascending";
    var isNumber = head.classList.contains("number");
    var rows = Array.from(body.rows);
    rows.sort(function (a, b) {
      var x = a.cells[column], y = b.cells[column];
      var nulls = x.classList.contains("null") - y.classList.contains("null");
      if (nulls) { return nulls; }
      var m = Number(x.textContent), n = Number(y.textContent);
      if (isNumber && (isNaN(m) || isNaN(n))) { return isNaN(m) - isNaN(n); }
      var order = isNumber ? (m > n) - (m < n) : x.textContent.localeCompare(y.textContent);
      return up ? order : -order;
    });
    table.querySelectorAll("th").forEach(function (other) { other.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    rows.forEach(function (row) { body.appendChild(row); });
  }
  head.addEventListener("click", sort);
  head.addEventListener("keydown", function (event) { if (event.key === "Enter") { sort(); } });
});
