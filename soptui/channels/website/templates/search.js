/* The search page: it looks through the articles month by month, the newest first, without a server.
   Each month is a script of its own, because a page in a folder (file://) may not fetch files. */
"use strict";
(() => {
  const ENOUGH = 20; // results, after which a reader is asked
  const REACH = 12; // months, likewise: older ones cost a reader on a phone
  const page = document.getElementById("cari");
  const form = page.querySelector("form");
  const word = document.getElementById("kata");
  const year = document.getElementById("tahun");
  const status = page.querySelector(".status");
  const results = document.getElementById("hasil");
  const more = document.getElementById("lagi");
  const months = page.dataset.months.split(" ").filter(Boolean);
  const shards = new Map();
  let search = null;

  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ").trim();

  window.soptui_shard = (name, articles) => shards.set(name, articles.map(
    ([folder, title, lead, date, words]) =>
      ({ folder, title, lead, date, text: fold(`${title} ${lead} ${words}`) })));

  const load = (name) => new Promise((done) => {
    if (shards.has(name)) { done(true); return; }
    const script = document.createElement("script");
    script.src = `${name}.js`;
    script.onload = () => done(shards.has(name));
    script.onerror = () => done(false);
    document.head.append(script);
  });

  const element = (tag, kind, text) => {
    const made = document.createElement(tag);
    if (kind) { made.className = kind; }
    if (text) { made.textContent = text; }
    return made;
  };

  const show = (article) => {
    const item = element("li", "row");
    const box = element("div", "row-text");
    const heading = element("h2");
    const link = element("a", "", article.title);
    link.href = `../${article.folder}/index.html`;
    heading.append(link);
    box.append(element("p", "dateline", article.date), heading, element("p", "summary", article.lead));
    item.append(box);
    results.append(item);
    return link;
  };

  const month = (name) => new Intl.DateTimeFormat("id", { month: "long", year: "numeric", timeZone: "UTC" })
    .format(new Date(`${name}-01T00:00:00Z`));

  const report = (run) => {
    const left = run.months.length > run.place;
    const reached = left ? `, sampai ${month(run.months[run.place - 1])}` : "";
    const lost = run.lost ? " Sebagian daftar tidak dapat dibuka." : "";
    status.textContent = (run.found ? `${run.found} berita ditemukan` : "Tidak ada berita yang cocok")
      + `${reached}.${lost}`;
    more.hidden = !left;
  };

  const look = async (run) => {
    const last = run.place + REACH;
    const enough = run.found + ENOUGH;
    let first = null;
    more.hidden = true;
    status.textContent = "Sedang mencari …";
    while (run.place < run.months.length && run.place < last && run.found < enough) {
      const name = run.months[run.place];
      const there = await load(name);
      if (run !== search) { return null; }
      run.place += 1;
      run.lost = run.lost || !there;
      for (const article of shards.get(name) || []) {
        if (run.terms.every((term) => article.text.includes(term))) {
          run.found += 1;
          const link = show(article);
          first = first || link;
        }
      }
    }
    report(run);
    return first;
  };

  const start = () => {
    const terms = fold(word.value).split(" ").filter(Boolean);
    results.replaceChildren();
    more.hidden = true;
    search = null;
    if (!terms.length) { status.textContent = ""; return; }
    const chosen = months.filter((name) => name.startsWith(year.value));
    search = { terms, months: chosen, place: 0, found: 0, lost: false };
    look(search);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    try {
      history.replaceState(null, "", `?q=${encodeURIComponent(word.value)}`);
    } catch { /* a page in a folder keeps its address */ }
    start();
  });
  year.addEventListener("change", start);
  more.addEventListener("click", async () => {
    const first = await look(search);
    if (first) { first.focus(); }
  });

  form.hidden = false;
  word.value = new URLSearchParams(location.search).get("q") || "";
  if (word.value) { start(); } else { word.focus(); }
})();
