// Search over /docs/search.json, and the language of the snippets remembered. Without this file the search field
// leads to the list of all operations and everything else works as it is.
'use strict';

const field = document.getElementById('q');
const list = document.getElementById('found');
const MOST = 12;
let rows = null;
let selected = -1;

// The index is fetched when somebody is about to search, not before.
async function load() {
  if (rows === null) {
    rows = [];
    rows = await (await fetch('/docs/search.json')).json();
    find();
  }
}

// Every word must be found; a word at the start of the name counts most.
function score(row, words) {
  const [name, title, module, live, summary, path] = row;
  const places = [[title, 6], [name, 6], [path, 3], [summary, 2], [module, 1]];
  let total = live ? 0.5 : 0;
  for (const word of words) {
    let best = 0;
    for (const [text, weight] of places) {
      const at = text.toLowerCase().indexOf(word);
      if (at >= 0) best = Math.max(best, at === 0 ? weight * 2 : weight);
    }
    if (best === 0) return 0;
    total += best;
  }
  return total;
}

function item(row, number) {
  const entry = document.createElement('li');
  entry.id = 'found-' + number;
  entry.role = 'option';
  entry.textContent = row[1];
  const more = document.createElement('small');
  more.textContent = row[2] + ' - ' + row[4];
  entry.append(more);
  entry.addEventListener('mousedown', (event) => {
    event.preventDefault();
    open(row);
  });
  return entry;
}

let shown = [];

function find() {
  const words = field.value.toLowerCase().replaceAll('_', '-').split(/\s+/).filter(Boolean);
  if (words.length === 0 || rows === null) return close();
  shown = rows.map((row) => [score(row, words), row]).filter(([points]) => points > 0)
      .sort(([a, left], [b, right]) => b - a || left[1].length - right[1].length).slice(0, MOST).map(([, row]) => row);
  list.replaceChildren(...shown.map(item));
  if (shown.length === 0) {
    const none = document.createElement('li');
    none.role = 'option';
    none.setAttribute('aria-disabled', 'true');
    none.textContent = list.dataset.none;
    list.append(none);
  }
  list.hidden = false;
  field.setAttribute('aria-expanded', 'true');
  select(shown.length > 0 ? 0 : -1);
}

function select(number) {
  selected = number;
  for (const [at, entry] of [...list.children].entries()) entry.setAttribute('aria-selected', String(at === number));
  if (number < 0) return field.removeAttribute('aria-activedescendant');
  field.setAttribute('aria-activedescendant', 'found-' + number);
  list.children[number].scrollIntoView({block: 'nearest'});
}

function close() {
  list.hidden = true;
  field.setAttribute('aria-expanded', 'false');
  select(-1);
}

function open(row) {
  location.assign('/docs/operations/' + row[0]);
}

field.addEventListener('focus', load);
field.addEventListener('input', () => { load(); find(); });
field.addEventListener('blur', close);
field.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') return close();
  if (list.hidden || selected < 0) return;
  if (event.key === 'ArrowDown') select((selected + 1) % shown.length);
  else if (event.key === 'ArrowUp') select((selected + shown.length - 1) % shown.length);
  else if (event.key === 'Enter') open(shown[selected]);
  else return;
  event.preventDefault();
});
document.addEventListener('keydown', (event) => {
  const at = document.activeElement;
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName) && at.type !== 'radio';
  if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  field.focus();
});

const KEY = 'genauth-docs-language';
try {
  const choice = document.getElementById('l-' + localStorage.getItem(KEY));
  if (choice) choice.checked = true;
  for (const radio of document.querySelectorAll('.tabs input'))
    radio.addEventListener('change', () => localStorage.setItem(KEY, radio.value));
} catch {
  // Storage is switched off: the first language is shown.
}
