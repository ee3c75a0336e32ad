// Writes numbers of every region with the verdict of libphonenumber-js, as the test of src/phone reads them:
//   build/node_modules/.bin/node tools/generate/phone_vectors.mjs SAMPLES > src/phone/phone_vectors.txt
// SAMPLES: how many numbers per region (10 gives the file in the tree; use thousands for a long comparison).
// A line ":86" starts a calling code; "TYPED" is refused; "TYPED=CN" is valid in CN, '*' after the region
// says that it may be a mobile number, and what follows is the national number where it differs from TYPED.
// Same input, same output.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const modules = createRequire(pathToFileURL(`${process.cwd()}/build/`).href);
const { parsePhoneNumberFromString } = modules('libphonenumber-js/max');
const metadata = modules('libphonenumber-js/metadata.max.json');
const samples = Number(process.argv[2] ?? 10);

let state = 20240917;
function below(n) {  // a linear congruential generator: all that is needed is that it repeats itself
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * n);
}

// A random string that the pattern matches. Patterns are made of digits, \d, [..], groups, |, ?, {n}, {n,m}.
function sample(pattern) {
  let at = 0;
  function alternatives() {
    const all = [sequence()];
    while (pattern[at] === '|') { at++; all.push(sequence()); }
    return () => all[below(all.length)]();
  }
  function sequence() {
    const parts = [];
    while (at < pattern.length && pattern[at] !== '|' && pattern[at] !== ')') parts.push(repeated(atom()));
    return () => parts.map((part) => part()).join('');
  }
  function atom() {
    if (pattern[at] === '(') {
      at += pattern.startsWith('(?:', at) ? 3 : 1;
      const inside = alternatives();
      at++;
      return inside;
    }
    if (pattern[at] === '[') {
      const end = pattern.indexOf(']', at);
      const digits = pattern.slice(at + 1, end)
        .replace(/(\d)-(\d)/g, (_, a, b) => '0123456789'.slice(+a, +b + 1));
      at = end + 1;
      return () => digits[below(digits.length)];
    }
    if (pattern.startsWith('\\d', at)) { at += 2; return () => String(below(10)); }
    const literal = pattern[at++];
    return () => (literal === '$' ? '' : literal);
  }
  function repeated(part) {
    let [least, most] = [1, 1];
    if (pattern[at] === '?') { at++; least = 0; }
    const counts = /^\{(\d+)(?:,(\d+))?\}/.exec(pattern.slice(at));
    if (counts) { at += counts[0].length; least = +counts[1]; most = +(counts[2] ?? counts[1]); }
    if (pattern[at] === '?') { at++; least = 0; }
    return () => Array.from({ length: least + below(most - least + 1) }, part).join('');
  }
  return alternatives()();
}

// What people do to a number before they send it.
function distort(plan, national, turn) {
  const place = below(national.length);
  switch (turn % 9) {
    case 3: return national.slice(0, -1);
    case 4: return (plan[5] || '0') + national;
    case 5: return plan[0] + national;
    case 6: return `+${plan[0]}${national}`;
    case 7: return national.slice(0, place) + below(10) + national.slice(place + 1);
    case 8: return plan[7] ? sample(plan[7]) + national : String(below(10)) + national;
    default: return national;
  }
}

function verdict(code, typed) {
  const number = parsePhoneNumberFromString(typed, { defaultCallingCode: code, extract: false });
  if (!number?.isValid()) return typed;
  const mobile = ['MOBILE', 'FIXED_LINE_OR_MOBILE'].includes(number.getType()) ? '*' : '';
  const national = number.nationalNumber === typed ? '' : number.nationalNumber;
  return `${typed}=${number.country ?? '001'}${mobile}${national}`;
}

const regions = { ...metadata.country_calling_codes };
for (const code of Object.keys(metadata.nonGeographic)) regions[code] = ['001'];
for (const [code, names] of Object.entries(regions)) {
  console.log(`:${code}`);
  for (const name of names) {
    const plan = name === '001' ? metadata.nonGeographic[code] : metadata.countries[name];
    const patterns = [plan[2], ...plan[11].filter((kind) => kind && kind[0]).map((kind) => kind[0])];
    const lines = new Set();
    for (let turn = 0; turn < samples; turn++) {
      const typed = distort(plan, sample(patterns[turn % patterns.length]), turn);
      if (/^\+?\d{2,}$/.test(typed)) lines.add(verdict(code, typed));
    }
    for (const line of lines) console.log(line);
  }
}
