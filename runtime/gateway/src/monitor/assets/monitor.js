// Follows what happens on the gateway and shows it without loading the page again. Every page works without this script.
"use strict";

(() => {
  const main = document.getElementById("conteudo");
  const live = document.getElementById("ao-vivo");
  const spoken = document.getElementById("anuncio");

  // What was chosen in the queue: how many, and all of the page at once.
  const selection = document.getElementById("selecao");
  const boxes = () => [...document.querySelectorAll("td.pick input")];

  const tellSelection = () => {
    if (!selection) return;
    const count = boxes().filter((box) => box.checked).length;
    selection.textContent =
      count === 0 ? "Marque mensagens pendentes ou com erro." : count === 1 ? "1 mensagem marcada." : `${count} mensagens marcadas.`;
    const all = document.getElementById("todas");
    if (all) {
      all.checked = count > 0 && count === boxes().length;
      all.indeterminate = count > 0 && !all.checked;
    }
  };

  if (selection) {
    const label = document.createElement("label");
    const all = document.createElement("input");
    all.type = "checkbox";
    all.id = "todas";
    all.addEventListener("change", () => {
      boxes().forEach((box) => { box.checked = all.checked; });
      tellSelection();
    });
    label.append(all, "Marcar todas desta página");
    selection.parentElement.prepend(label);
    document.addEventListener("change", (event) => {
      if (event.target.closest("td.pick")) tellSelection();
    });
    tellSelection();
  }

  if (!main || !live || !main.dataset.eventos || !window.EventSource) return;

  const state = (name, words) => {
    live.hidden = false;
    live.dataset.estado = name;
    const text = live.querySelector(".words");
    if (text.textContent !== words) text.textContent = words;
  };

  // People who listen to the page are told a few things at a time.
  let news = [];
  let telling = 0;
  const say = (words) => {
    news.push(words);
    if (telling) return;
    telling = setTimeout(() => {
      telling = 0;
      spoken.textContent = news.length > 3 ? `${news.length} mensagens mudaram na fila.` : news.join(" ");
      news = [];
    }, 1500);
  };

  const parse = (markup) => {
    const frame = document.createElement("template");
    frame.innerHTML = markup;
    return frame.content;
  };

  // One row of the queue has come or has changed.
  const showRow = ({ id, cabe, texto, linha }) => {
    const body = main.querySelector(".queue tbody");
    if (!body) return;
    const row = parse(linha).firstElementChild;
    const known = document.getElementById(`m${id}`);
    if (known) {
      const box = known.querySelector("td.pick input");
      const copy = row.querySelector("td.pick input");
      if (box && copy) copy.checked = box.checked;
      const hasFocus = known.contains(document.activeElement) ? document.activeElement.tagName : null;
      row.classList.toggle("outside", !cabe);
      if (known.dataset.status !== row.dataset.status) {
        row.classList.add("new");
        say(`Mensagem ${id}: ${texto}.`);
      }
      known.replaceWith(row);
      if (hasFocus) row.querySelector(hasFocus.toLowerCase())?.focus();
    } else if (cabe) {
      const rows = [...body.children];
      const older = rows.find((other) => Number(other.dataset.id) < id);
      // What is older than the page belongs to another page.
      if (!older && rows.length >= 50) return;
      row.classList.add("new");
      body.insertBefore(row, older || null);
      while (body.children.length > 200) body.lastElementChild.remove();
      say(`Mensagem nova ${id}: ${texto}.`);
    }
    const empty = document.getElementById("vazia");
    if (empty) empty.hidden = body.children.length > 0;
    tellSelection();
  };

  // The page is read again, and what a person has opened, typed or marked stays.
  let reading = null;
  let again = false;
  const isTyping = () => {
    const field = document.activeElement;
    return field && main.contains(field) && /^(INPUT|SELECT|TEXTAREA)$/.test(field.tagName) && field.type !== "checkbox";
  };
  const hasTyped = () => [...main.querySelectorAll("input:not([type=hidden],[type=checkbox])")].some((field) => field.value !== field.defaultValue);
  const place = (element) => {
    const path = [];
    for (let at = element; at && at !== main; at = at.parentElement) path.unshift([...at.parentElement.children].indexOf(at));
    return path.join(".");
  };

  const readAgain = () => {
    if (reading) { again = true; return; }
    if (isTyping() || hasTyped()) { state("vivo", "Há novidades: atualize a página quando terminar."); return; }
    reading = fetch(location.href, { headers: { "x-ao-vivo": "1" }, credentials: "same-origin", cache: "no-store" })
      .then(async (answer) => {
        if (answer.status === 401) return over();
        if (!answer.ok) return;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const fresh = page.getElementById("conteudo");
        if (!fresh || isTyping() || hasTyped()) return;
        const told = main.querySelector("[data-anuncio]")?.textContent;
        const opened = new Map([...main.querySelectorAll("details")].map((part) => [part.id || place(part), part.open]));
        const marked = new Set(boxes().filter((box) => box.checked).map((box) => box.value));
        const focused = main.contains(document.activeElement) ? document.activeElement.id || place(document.activeElement) : null;
        main.replaceChildren(...document.importNode(fresh, true).childNodes);
        main.querySelectorAll("details").forEach((part) => {
          const was = opened.get(part.id || place(part));
          if (was !== undefined) part.open = was;
        });
        boxes().forEach((box) => { box.checked = marked.has(box.value); });
        if (focused) {
          const same = [...main.querySelectorAll("a, button, input, summary, [tabindex]")];
          same.find((part) => (part.id || place(part)) === focused)?.focus({ preventScroll: true });
        }
        const tells = main.querySelector("[data-anuncio]")?.textContent;
        if (tells && tells !== told) say(tells);
        if (main.dataset.eventos && !fresh.dataset.eventos) stop("pronto", "Terminado");
      })
      .catch(() => {})
      .finally(() => {
        reading = null;
        if (again) { again = false; setTimeout(readAgain, 300); }
      });
  };

  let source = null;
  const stop = (name, words) => {
    source?.close();
    source = null;
    state(name, words);
  };
  const over = () => {
    stop("parado", "");
    const text = live.querySelector(".words");
    const link = document.createElement("a");
    link.href = `/monitor/entrar?volta=${encodeURIComponent(location.pathname + location.search)}`;
    link.textContent = "entrar de novo";
    text.replaceChildren("A sessão terminou: ", link);
  };

  let late = 0;
  const lately = () => {
    // Under load the queue is read again, but not more often than people can read.
    if (late) return;
    late = setTimeout(() => { late = 0; readAgain(); }, 3000);
  };

  const listen = () => {
    source = new EventSource(main.dataset.eventos);
    source.addEventListener("pronto", () => state("vivo", "Ao vivo"));
    source.addEventListener("sem-banco", () => state("parado", "O banco de dados não responde: tentando de novo…"));
    source.addEventListener("linha", (event) => showRow(JSON.parse(event.data)));
    source.addEventListener("contagem", (event) => {
      const counts = document.getElementById("contagem");
      if (!counts || counts.contains(document.activeElement)) return;
      counts.replaceChildren(parse(event.data));
    });
    source.addEventListener("mudou", readAgain);
    source.addEventListener("recarregar", lately);
    source.addEventListener("fim", over);
    source.addEventListener("error", () => {
      if (!source) return;
      state("parado", "Sem contato: tentando de novo…");
      if (source.readyState === EventSource.CLOSED) {
        source = null;
        // A refused connection is not tried again by itself; whether the session is over, the page says.
        fetch(location.href, { method: "HEAD", headers: { "x-ao-vivo": "1" }, credentials: "same-origin" })
          .then((answer) => (answer.status === 401 ? over() : setTimeout(listen, 5000)))
          .catch(() => setTimeout(listen, 5000));
      }
    });
  };

  window.addEventListener("pagehide", () => source?.close());
  window.addEventListener("pageshow", (event) => { if (event.persisted) { readAgain(); listen(); } });
  listen();
})();
