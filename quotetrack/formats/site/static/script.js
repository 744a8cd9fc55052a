// The report without this script is whole: a table, and pages. It adds narrowing down, sorting and copying.
"use strict";

(() => {
  const byId = (id) => document.getElementById(id);
  const folded = (text) =>
    text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[’‘ʼ]/g, "'").replace(/[“”„«»]/g, '"').toLowerCase();

  function narrowing() {
    const table = byId("quotes");
    const form = byId("tools");
    if (!table || !form) return;
    const texts = window.quotetrackTexts || [];
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row, number) => ({
      row,
      words: folded(`${row.textContent} ${texts[number] || ""}`),
      status: row.cells[1].querySelector("b").textContent,
      speaker: row.cells[2].textContent,
      date: row.cells[3].textContent,
    }));
    const fields = ["search", "status", "speaker", "from", "to"].map(byId);
    const count = byId("count");

    const fits = (date, from, to) =>
      !(from || to) || (date !== "" && (!from || date.slice(0, from.length) >= from) && (!to || date.slice(0, to.length) <= to));

    function narrow() {
      const [search, status, speaker, from, to] = fields.map((field) => field.value.trim());
      const wanted = folded(search).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const each of rows) {
        const fit =
          (!status || each.status === status) &&
          (!speaker || each.speaker === speaker) &&
          fits(each.date, from, to) &&
          wanted.every((word) => each.words.includes(word));
        each.row.hidden = !fit;
        shown += fit;
      }
      const all = rows.length === 1 ? "1 quote" : `${rows.length.toLocaleString("en")} quotes`;
      count.textContent = shown === rows.length ? all : `${shown.toLocaleString("en")} of ${all}`;
      remember();
    }

    // What the rows are narrowed down to is part of the address, so that it can be sent to somebody.
    function remember() {
      const asked = new URLSearchParams();
      for (const field of fields) if (field.value.trim()) asked.set(field.id, field.value.trim());
      const hash = asked.toString();
      if (hash === location.hash.slice(1)) return;
      try {
        history.replaceState(null, "", hash ? `#${hash}` : "#");
      } catch {
        // some browsers forbid it in a folder
      }
    }

    function recall() {
      const asked = new URLSearchParams(location.hash.slice(1));
      for (const field of fields) {
        field.value = asked.get(field.id) || "";
        if (field.selectedIndex === -1) field.value = "";
      }
      narrow();
    }

    let order = null;
    function sort(column, head) {
      const down = order && order.column === column && !order.down;
      order = { column, down };
      const key = (each) => each.row.cells[column].textContent;
      const sorted = [...rows].sort((a, b) => {
        const [x, y] = [key(a), key(b)];
        if (!x || !y) return x ? -1 : y ? 1 : 0;
        return (down ? -1 : 1) * (column === 3 ? (x < y ? -1 : x > y ? 1 : 0) : x.localeCompare(y));
      });
      for (const each of table.tHead.rows[0].cells) each.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      body.append(...sorted.map((each) => each.row));
    }

    for (const head of table.tHead.rows[0].cells) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sort(Number(head.dataset.sort), head));
      head.append(button);
    }
    for (const field of fields) field.addEventListener("input", narrow);
    form.addEventListener("submit", (event) => event.preventDefault());
    // Cleared here: the browser's own clearing comes after this event, when the rows would be narrowed down already.
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      for (const field of fields) field.value = "";
      narrow();
    });
    document.addEventListener("keydown", (event) => {
      const typing = event.target.matches("input, select, textarea");
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        fields[0].focus();
      }
    });
    addEventListener("hashchange", recall);
    form.hidden = false;
    recall();
  }

  function copying() {
    for (const button of document.querySelectorAll("button[data-copy]")) {
      const source = byId(button.dataset.copy);
      const said = [...button.childNodes].map((node) => node.cloneNode(true));
      const select = () => {
        const range = document.createRange();
        range.selectNodeContents(source);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
      };
      button.addEventListener("click", async () => {
        let done = false;
        try {
          await navigator.clipboard.writeText(source.textContent);
          done = true;
        } catch {
          select();
          done = document.execCommand("copy");
        }
        button.textContent = done ? "Copied" : "Selected: copy it with your keyboard";
        setTimeout(() => button.replaceChildren(...said), 2500);
      });
      button.hidden = false;
    }
  }

  function unfolding() {
    const folds = () => document.querySelectorAll("details");
    let opened = [];
    addEventListener("beforeprint", () => {
      opened = [...folds()].filter((each) => !each.open);
      for (const each of opened) each.open = true;
    });
    addEventListener("afterprint", () => {
      for (const each of opened) each.open = false;
    });
  }

  narrowing();
  copying();
  unfolding();
})();
