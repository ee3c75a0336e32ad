"""libphonenumber-js's metadata.max.json -> phone_plans.cpp: the numbering plans as constant C++ tables.

A plan in that file is an array, whose places are (METADATA.md of the package): 0 calling code, 2 pattern of a
whole national number, 3 its lengths, 5 national prefix, 7 national prefix for parsing, 8 its transform rule,
10 leading digits, 11 the kinds of number, each as [pattern, lengths]. Absent values are 0, "" or cut off.
"""

import argparse
import json
import pathlib

GENERAL, LENGTHS, PREFIX, PREFIX_FOR_PARSING, TRANSFORM, LEADING, KINDS = 2, 3, 5, 7, 8, 10, 11
KIND_COUNT = 10
NON_GEOGRAPHIC = "001"  # the region of calling codes that belong to no country, as libphonenumber names it


class Patterns:
    """Gives each different pattern one number; 0 stands for none."""

    def __init__(self):
        self.numbers = {"": 0}

    def number(self, text):
        return self.numbers.setdefault(text or "", len(self.numbers))


def place(plan, index):
    return plan[index] if index < len(plan) and plan[index] else ""


def length_bits(lengths):
    return f"0x{sum(1 << length for length in lengths):x}"


def kinds(plan, patterns):
    """Every kind as {pattern, lengths}; a kind without lengths of its own has the plan's."""
    known = place(plan, KINDS)
    if not known:
        raise SystemExit(f"phone metadata: +{plan[0]} has no kinds of number; this is not metadata.max.json")
    rows = []
    for index in range(KIND_COUNT):
        kind = place(known, index)
        if kind and kind[0]:
            lengths = kind[1] if len(kind) > 1 and kind[1] else plan[LENGTHS]
            rows.append(f"{{{patterns.number(kind[0])}, {length_bits(lengths)}}}")
        else:
            rows.append("{}")
    return ", ".join(rows)


def plan_row(region, plan, patterns):
    prefix = place(plan, PREFIX_FOR_PARSING) or place(plan, PREFIX)
    return (f'    {{"{region}", "{plan[0]}", {patterns.number(plan[GENERAL])}, {length_bits(plan[LENGTHS])}, '
            f'{patterns.number(prefix)}, {json.dumps(place(plan, TRANSFORM))}, '
            f'{patterns.number(place(plan, LEADING))}, {{{{{kinds(plan, patterns)}}}}}}},')


def source(metadata):
    """Plans stand grouped by calling code, in ascending text order, the main region of a code first."""
    codes = dict(metadata["country_calling_codes"])
    codes.update({code: [NON_GEOGRAPHIC] for code in metadata["nonGeographic"]})
    patterns = Patterns()
    plans, groups = [], []
    for code in sorted(codes):
        groups.append(f'    {{"{code}", {len(plans)}, {len(codes[code])}}},')
        for region in codes[code]:
            is_country = region != NON_GEOGRAPHIC
            plan = metadata["countries"][region] if is_country else metadata["nonGeographic"][code]
            plans.append(plan_row(region, plan, patterns))
    lines = ["// Generated from metadata.max.json of npm libphonenumber-js. Not to be edited.",
             '#include "phone/plan.h"', "", "namespace genauth::phone {", "namespace {",
             "constexpr std::string_view kPatterns[] = {"]
    lines += [f"    {json.dumps(text)}," for text in patterns.numbers]
    lines += ["};", "constexpr Plan kPlans[] = {", *plans, "};",
              "constexpr CallingCode kCallingCodes[] = {", *groups, "};", "}  // namespace", "",
              "std::span<const std::string_view> patterns() { return kPatterns; }",
              "std::span<const Plan> plans() { return kPlans; }",
              "std::span<const CallingCode> calling_codes() { return kCallingCodes; }", "",
              "}  // namespace genauth::phone", ""]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--metadata", type=pathlib.Path, required=True, help="metadata.max.json")
    parser.add_argument("--out", type=pathlib.Path, required=True, help="where generated files go")
    options = parser.parse_args()
    metadata = json.loads(options.metadata.read_text(encoding="utf-8"))
    if metadata.get("version") != 4:
        raise SystemExit(f"phone metadata: version {metadata.get('version')} is unknown; 4 is expected")
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "phone_plans.cpp").write_text(source(metadata), encoding="utf-8")


if __name__ == "__main__":
    main()
