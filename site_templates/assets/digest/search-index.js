/* Finds what a digest holds: `digestSearch.find(words)` loads the files it needs of search/, and no more.
   They are scripts, as nothing else can be loaded from a folder; each calls `digestSearch(name, content)`. */
(function () {
  "use strict";

  const ROOT = new URL("../../", document.currentScript.src);
  const EXACT = 3, FORM = 2, START = 1; // how well a word that is there answers one that was typed
  const ASIDE = 3; // shards before and behind a word's own in which its forms are sought
  const MOST_WORDS = 31; // of a query; each is a bit
  const MOST_TRIED = 60; // records in which a phrase is sought

  const UNSPACED = "\\u0e00-\\u0eff\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff";
  const LETTER = `(?:(?![${UNSPACED}])[\\p{L}\\p{N}])`;
  const APOSTROPHE = /([\p{L}\p{N}])'(?:s(?![\p{L}\p{N}]))?/gu;
  const THOUSANDS = /^[0-9]{1,3}(?:[, ][0-9]{3})+$/;
  const TERM = new RegExp(
    "[0-9]{1,3}(?:[, ][0-9]{3})+(?![\\p{L}\\p{N}])|[0-9]+(?:[.,][0-9]+)+(?![\\p{L}\\p{N}])" +
      `|[${UNSPACED}]|${LETTER}+`,
    "gu"
  );
  const WORD = new RegExp(`[${UNSPACED}]|${LETTER}(?:${LETTER}|\\p{M}|['’ʼ](?=\\p{L})|[.,](?=[0-9]))*`, "gu");

  let head = null;
  let anew = ""; // asks past a browser's cache
  const files = new Map();

  // Files

  function load(name) {
    if (!files.has(name)) {
      const file = {};
      file.content = new Promise((loaded, failed) => {
        file.loaded = loaded;
        const script = document.createElement("script");
        script.src = new URL(name === "head" ? `search/head.js${anew}` : `search/${head.version}/${name}.js`, ROOT);
        script.addEventListener("load", () => script.remove());
        script.addEventListener("error", () => {
          files.delete(name);
          script.remove();
          failed(new Error(`could not load ${script.src}`));
        });
        document.head.append(script);
      });
      files.set(name, file);
    }
    return files.get(name).content;
  }

  function digestSearch(name, content) {
    const [kind] = name.split("-");
    const isShard = head && kind in head.tables;
    const file = files.get(name);
    if (file) file.loaded(isShard ? content.split(" ") : content);
  }

  async function open() {
    const content = await load("head");
    if (!head) {
      content.forms = content.forms.map((endings) => new Set(endings));
      Object.values(content.tables).forEach(number);
      head = content;
    }
  }

  /* Give each part of each record its first line; what follows the last one starts there, too. */
  function number(table) {
    table.lines = 0;
    for (const kind of table.kinds) {
      const columns = kind.counts.map((code) => (typeof code === "string" ? numbers(code) : code));
      kind.parts = columns.length;
      kind.starts = new Int32Array(kind.records * kind.parts + 1);
      for (let record = 0, at = 0; record < kind.records; record++) {
        for (const column of columns) {
          kind.starts[at++] = table.lines;
          table.lines += typeof column === "number" ? column : column[record];
        }
      }
      kind.starts[kind.records * kind.parts] = table.lines;
    }
  }

  function numbers(code) {
    const found = [];
    for (let at = 0, value = 0, scale = 1; at < code.length; at++) {
      const digit = digitAt(code, at);
      value += (digit % 46) * scale;
      scale *= 46;
      if (digit < 46) {
        found.push(value);
        value = 0;
        scale = 1;
      }
    }
    return found;
  }

  function digitAt(code, at) {
    const sign = code.charCodeAt(at);
    return (sign === 33 ? 92 : sign) - 35;
  }

  // Words

  function terms(text) {
    text = text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();
    for (const letter in head.letters) text = text.replaceAll(letter, head.letters[letter]);
    const found = text.replace(APOSTROPHE, "$1").match(TERM) || [];
    return found.map((term) => (THOUSANDS.test(term) ? term.replace(/[, ]/g, "") : term.replaceAll(",", ".")));
  }

  /* The least that all forms of a word begin with. */
  function stemOf(word) {
    let stem = word;
    if (word.length < 4) return stem;
    for (const endings of head.forms) {
      for (const ending of endings) {
        const cut = word.length - ending.length;
        if (cut >= 3 && cut < stem.length && word.endsWith(ending)) stem = word.slice(0, cut);
      }
    }
    return stem;
  }

  /* Whether two words have one beginning, and endings that forms of one word take. */
  function related(one, other) {
    let same = 0;
    while (same < one.length && one[same] === other[same]) same++;
    for (let cut = same; cut >= Math.max(3, same - 2); cut--) {
      const [a, b] = [one.slice(cut), other.slice(cut)];
      if (head.forms.some((endings) => endings.has(a) && endings.has(b))) return true;
    }
    return false;
  }

  function answer(asked, term) {
    if (term === asked.word) return EXACT;
    if (asked.word.length > 3 && related(asked.word, term)) return FORM;
    return asked.open && term.startsWith(asked.word) ? START : 0;
  }

  /* What was typed: its words, the last one perhaps not whole yet, and the phrases in quotation marks. */
  function parse(text) {
    const words = terms(text);
    const open = /[\p{L}\p{N}\p{M}]$/u.test(text);
    const quoted = Array.from(text.matchAll(/["“”„«]([^"“”„«»]+)["“”»]/g), (match) => terms(match[1]));
    return {
      words,
      open,
      asked: [...new Set(words)].slice(0, MOST_WORDS).map((word) => ({ word, open: open && word === words[words.length - 1] })),
      phrases: quoted.filter((phrase) => phrase.length),
    };
  }

  /* Where words of the text answer the query, as pairs of start and end. */
  function marks(text, query) {
    const places = [];
    for (const match of text.matchAll(WORD)) {
      if (terms(match[0]).some((term) => query.asked.some((asked) => answer(asked, term)))) {
        places.push([match.index, match.index + match[0].length]);
      }
    }
    return places;
  }

  function holds(text, phrase, open = false) {
    return ` ${terms(text).join(" ")} `.includes(` ${phrase.join(" ")}${open ? "" : " "}`);
  }

  // Lines

  /* The last shard that may hold a term: the one before the first that starts behind it. */
  function shardOf(table, term) {
    let low = 0, high = table.shards.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (table.shards[middle] <= term) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  /* For each line of a table how well it answers a word: nothing, or START to EXACT. */
  async function levels(name, given) {
    const table = head.tables[name];
    const found = { lines: new Uint8Array(table.lines), count: 0, end: Infinity };
    if (!table.shards.length) return found;
    const { word } = given;
    const asked = { word, open: given.open && word.length >= (name === "names" ? 2 : 3) };
    const stem = stemOf(word);
    const own = shardOf(table, word);
    const last = asked.open || stem !== word ? shardOf(table, stem + "\uffff") : own;
    const shards = [];
    for (let at = Math.max(own - ASIDE, shardOf(table, stem)); at <= Math.min(own + ASIDE, last); at++) {
      shards.push(load(`${name}-${at}`));
    }
    for (const pairs of await Promise.all(shards)) {
      for (let at = 0; at < pairs.length; at += 2) {
        const level = pairs[at].startsWith(stem) && !pairs[at].includes("_") && answer(asked, pairs[at]);
        if (level) add(found, pairs[at + 1], level);
      }
    }
    return found;
  }

  function add(found, code, level) {
    let line = 0;
    for (const step of numbers(code)) {
      line += step;
      if (!found.lines[line]) found.count++;
      if (found.lines[line] < level) found.lines[line] = level;
    }
    if (digitAt(code, code.length - 1) >= 46) found.end = Math.min(found.end, line); // there were more
  }

  /* Of the commonest words only the first lines are known: behind them other words decide. */
  function settle(found) {
    const end = Math.min(...found.map((word) => word.end));
    const rest = found.some((word) => word.end === Infinity) ? FORM : 0;
    for (const { lines, end: own } of found) {
      if (end === Infinity || (rest && own === Infinity)) continue;
      for (let line = (rest ? own : end) + 1; line < lines.length; line++) {
        if (!rest || !lines[line]) lines[line] = rest;
      }
    }
  }

  async function wholeNames(words) {
    const table = head.tables.names;
    if (!table.shards.length) return new Set();
    const term = words.map((word) => `${word}_`).join("");
    const pairs = await load(`names-${shardOf(table, term)}`);
    const at = pairs.findIndex((other, index) => index % 2 === 0 && other === term);
    let line = 0;
    return new Set(at < 0 ? [] : numbers(pairs[at + 1]).map((step) => (line += step)));
  }

  // Records

  function bits(mask) {
    let count = 0;
    for (; mask; mask &= mask - 1) count++;
    return count;
  }

  /* How the lines from one to another answer each word, at best; and the line that answers most. */
  function weigh(found, from, to) {
    const best = { levels: found.words.map(() => 0), line: 0, score: 0 };
    for (let line = from; line < to; line++) {
      if (!found.masks[line]) continue;
      let score = 0;
      found.words.forEach((word, at) => {
        const level = word.lines[line];
        if (level > best.levels[at]) best.levels[at] = level;
        score += level * word.rarity;
      });
      if (score > best.score) Object.assign(best, { line: line - from, score });
    }
    return best;
  }

  /* Whether the lines answer as many words as any before, and at least one. */
  function enough(found, from, to, most) {
    let mask = 0;
    for (let line = from; line < to; line++) mask |= found.masks[line];
    const words = bits(mask);
    most.words = Math.max(most.words, words);
    return words > 0 && words === most.words;
  }

  function hit(kind, record, part, line, levels, score) {
    return { kind, record, part, line, levels, score, sure: levels.every((level) => level >= FORM) };
  }

  /* Records whose first parts answer together; `weights` says how much each of them counts. */
  function* whole(kind, found, weights, most) {
    for (let record = 0, at = 0; record < kind.records; record++, at += kind.parts) {
      if (!enough(found, kind.starts[at], kind.starts[at + weights.length], most)) continue;
      const parts = weights.map((weight, part) => {
        const best = weigh(found, kind.starts[at + part], kind.starts[at + part + 1]);
        return { ...best, score: best.score * weight };
      });
      const levels = found.words.map((_, word) => Math.max(...parts.map((part) => part.levels[word])));
      const part = parts.reduce((best, { score }, index) => (score > parts[best].score ? index : best), 0);
      let score = parts[part].score; // words that stand together count twice
      found.words.forEach(({ rarity }, word) => {
        score += rarity * Math.max(...parts.map((other, index) => other.levels[word] * weights[index]));
      });
      yield { ...hit(kind, record, part, parts[part].line, levels, score), parts };
    }
  }

  /* The lines of one part that answer by themselves. */
  function* single(kind, part, found, most) {
    for (let record = 0, at = part; record < kind.records; record++, at += kind.parts) {
      for (let line = kind.starts[at]; line < kind.starts[at + 1]; line++) {
        if (!found.masks[line] || !enough(found, line, line + 1, most)) continue;
        const { levels, score } = weigh(found, line, line + 1);
        yield hit(kind, record, part, line - kind.starts[at], levels, score);
      }
    }
  }

  /* A name is sure when it is all that was asked for; part of another name, or of a role, needs more words. */
  function* named(kind, found, exact, most) {
    for (const result of whole(kind, found, [4, 3, 1].slice(0, kind.parts), most)) {
      const known = exact.has(kind.starts[result.record * kind.parts]);
      const full = result.parts.map(({ levels }) => levels.every((level) => level >= FORM));
      const sure = known || full[0] || (found.words.length > 1 && full.includes(true));
      yield { ...result, sure, score: result.score + (known ? 1e6 : 0) };
    }
  }

  // Groups

  function kindOf(name) {
    for (const table of Object.values(head.tables)) {
      const kind = table.kinds.find((other) => other.name === name);
      if (kind) return kind;
    }
  }

  async function shown({ kind, record }) {
    const content = await load(`${kind.name}-${Math.floor(record / kind.perFile)}`);
    return content[record % kind.perFile];
  }

  /* What answers a query, as groups of hits; `group.next(n)` loads the next n with what is shown of them. */
  async function find(text) {
    try {
      return await sought(text);
    } catch (error) {
      if (anew) throw error;
      anew = `?${Date.now()}`; // the digest may have been published anew, and the head be an old one
      head = null;
      files.clear();
      return sought(text);
    }
  }

  async function sought(text) {
    await open();
    const query = parse(text);
    if (!query.asked.length) return { query, groups: [], total: 0, some: false };
    const [names, words, exact] = await Promise.all([
      answers("names", query.asked),
      answers("words", query.asked),
      wholeNames(query.words),
    ]);
    const story = kindOf("story");
    const most = { words: 0 };
    const groups = [
      ["person", named(kindOf("person"), names, exact, most)],
      ["quotation", single(story, 2, words, most)],
      ["story", whole(story, words, [3, 1], most)],
      ["figure", single(story, 3, words, most)],
      ["source", named(kindOf("source"), names, exact, most)],
      ["page", whole(kindOf("page"), words, [3, 1], most)],
    ].map(([name, hits]) => ({ name, hits: [...hits] }));
    return arranged(groups, query, most.words);
  }

  async function answers(name, asked) {
    const table = head.tables[name];
    const words = await Promise.all(asked.map((word) => levels(name, word)));
    const masks = new Uint32Array(table.lines);
    settle(words);
    words.forEach((word, at) => {
      word.rarity = Math.log(2 + table.lines / (1 + word.count));
      for (let line = 0; line < table.lines; line++) if (word.lines[line]) masks[line] |= 1 << at;
    });
    return { words, masks };
  }

  /* Only what answers all words, else most of them; groups in which a word is only begun come last. */
  function arranged(groups, query, most) {
    for (const group of groups) {
      group.hits = group.hits.filter(({ levels }) => levels.filter(Boolean).length === most);
      group.hits.sort((a, b) => b.sure - a.sure || b.score - a.score || a.record - b.record || a.line - b.line);
      group.sure = group.hits.some(({ sure }) => sure);
      group.total = group.hits.length;
      group.next = reader(group, query);
    }
    const answered = groups.filter(({ total }) => total).sort((a, b) => b.sure - a.sure);
    const total = answered.reduce((sum, group) => sum + group.total, 0);
    return { query, groups: answered, total, some: most < query.asked.length };
  }

  /* Reads hits in order; of the first, those that hold the words just as typed come before. */
  function reader(group, query) {
    let at = 0;
    const ready = [];
    const read = async (count) => {
      const hits = group.hits.slice(at, (at += count));
      const records = await Promise.all(hits.map(shown));
      return hits.map((one, index) => ({ ...one, shown: records[index] }));
    };
    const fits = (one) => query.phrases.every((phrase) => texts(group, one).some((text) => holds(text, phrase)));
    return async (count) => {
      if (!at && query.words.length > 1) {
        const first = (await read(Math.max(8, count))).filter(fits);
        const phrase = (one) => texts(group, one).some((text) => holds(text, query.words, query.open));
        const typed = first.map(phrase);
        ready.push(...first.filter((_, index) => typed[index]), ...first.filter((_, index) => !typed[index]));
      }
      for (let tried = 0; ready.length < count && at < group.total && tried < MOST_TRIED; tried += count) {
        ready.push(...(await read(count)).filter(fits));
      }
      return { hits: ready.splice(0, count), more: ready.length > 0 || at < group.total };
    };
  }

  /* The texts in which a phrase may stand. */
  function texts(group, { part, line, shown: record }) {
    if (group.name === "quotation") return [record[7][line][3]];
    if (group.name === "figure") return record[8][line].slice(1, 3);
    if (group.name === "story") return [record[1], record[5], ...(part ? [record[6][line]] : record[6])];
    if (group.name === "page") return [record[1], ...record[2].flat()];
    return record.flat().filter((value) => typeof value === "string");
  }

  window.digestSearch = Object.assign(digestSearch, { ROOT, open, parse, find, marks, terms });
})();
