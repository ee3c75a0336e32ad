"""The pages that are lists: start, areas, modules, all operations, error codes, settings."""

import json

from config import described, environment_name
from docs_html import Page, badge, code, escape, inline, section, table

LANGUAGES = ("en-US", "zh-CN", "zh-TW", "ja-JP")


def entry_list(words, entries):
    items = [
        f'<li><a href="{entry.url}">{escape(entry.title)}</a>'
        f' {badge(words, entry.live)}<span>{inline(entry.summary)}</span></li>'
        for entry in entries
    ]
    return f'<ul class="entries">{"".join(items)}</ul>'


def start(tree, words):
    live = sum(entry.live for entry in tree.entries)
    body = (
        f'<h1>{words["site"]}</h1><p class="lead">Every operation of this server: {len(tree.entries)} in the'
        f' contract, {live} of them live, the others planned and marked so.</p><p>Calls are JSON over HTTP'
        ' below <code>/api/v3</code>. An answer is an envelope with <code>statusCode</code>,'
        ' <code>message</code> and, where something was asked for, <code>data</code>; errors have an'
        ' <code>apiCode</code> besides. The packages <code>authing</code> (Python),'
        ' <code>authing-node-sdk</code> (Node.js) and <code>cn.authing:authing-java-sdk</code> (Java) work'
        ' as they are; the C++ SDK comes with this server.</p><p>A good first page: <a'
        f' href="/docs/operations/bind-phone">{tree.by_name["bind-phone"].title}</a>.</p>'
    )
    contents = []
    for area in tree.areas:
        body += section(area.slug, area.title, f"<p>{inline(area.about)}</p>" + module_list(area))
        contents.append((area.slug, area.title))
    return Page("/docs", words["site"], "Reference of the GenAuth API", body, [], contents)


def module_list(area):
    items = [
        f'<li><a href="{module.url}">{escape(module.title)}</a><span>{inline(module.about)}</span></li>'
        for module in area.modules
    ]
    return f'<ul class="entries">{"".join(items)}</ul>'


def area_page(words, area):
    body = f"<h1>{escape(area.title)}</h1><p>{inline(area.about)}</p>{module_list(area)}"
    return Page(area.url, area.title, area.about, body, [(words["home"], "/docs"), (area.title, None)])


def module_page(tree, words, module):
    body = f'<h1>{escape(module.title)}</h1><p class="lead">{inline(module.about)}</p>'
    body += entry_list(words, module.entries) if module.entries else f'<p>{words["empty_module"]}</p>'
    if module.see:
        links = ", ".join(
            f'<a href="{tree.by_name[name].url}">{escape(tree.by_name[name].title)}</a>'
            for name in module.see
        )
        body += f'<p>{words["see"]}: {links}</p>'
    crumbs = [(words["home"], "/docs"), (module.area.title, module.area.url), (module.title, None)]
    return Page(module.url, f"{module.title} ({module.area.title})", module.about, body, crumbs, [], module)


def operations_page(tree, words):
    body, contents = f'<h1>{words["operations"]}</h1>', []
    for area in tree.areas:
        for module in area.modules:
            if module.entries:
                slug = f"{area.slug}-{module.slug}"
                body += section(slug, f"{area.title}: {module.title}", entry_list(words, module.entries))
                contents.append((slug, module.title))
    return Page(
        "/docs/operations",
        words["operations"],
        "All operations, by module",
        body,
        [(words["home"], "/docs"), (words["operations"], None)],
    )


def errors_page(tree, words):
    rows, ids = [], []
    for key, row in tree.contract.errors.items():
        messages = "".join(
            f'<div lang="{language}">{inline(row["message"][language])}</div>' for language in LANGUAGES
        )
        rows.append(
            [
                f'<a href="#{key}">{code(key)}</a>',
                str(row["statusCode"]),
                str(row.get("apiCode", "")),
                str(row.get("http", 200)),
                messages,
            ]
        )
        ids.append(key)
    body = (
        f'<h1>{words["error_codes"]}</h1><p>An error is an envelope with <code>statusCode</code>,'
        ' <code>message</code>, <code>requestId</code> and, for errors that clients tell apart,'
        ' <code>apiCode</code>. The HTTP status is 200 unless the table says otherwise, because the official'
        ' SDKs take anything else for a broken connection. The message comes in the language that the header'
        ' <code>x-authing-lang</code>, <code>x-genauth-lang</code> or <code>accept-language</code> asks'
        ' for.</p>'
        + table(
            [words["key"], "statusCode", "apiCode", "HTTP", words["message"]], rows, words["error_codes"], ids
        )
    )
    return Page(
        "/docs/errors",
        words["error_codes"],
        "Every error code with its message in four languages",
        body,
        [(words["home"], "/docs"), (words["error_codes"], None)],
    )


def configuration_page(settings, words):
    groups = {}
    for key, row in settings.items():
        groups.setdefault(key.split(".")[0] if "." in key else "general", []).append((key, row))
    body = (
        f'<h1>{words["configuration"]}</h1><p>A setting stands in the YAML file that <code>--config</code>'
        ' names, its dots as nesting, or in an environment variable. The command line comes before the'
        ' environment, the environment before the file. An unknown key stops the start. A secret can be read'
        ' from a file: append <code>_FILE</code> to its variable or <code>_file</code> to its key.</p>'
    )
    contents = []
    for group, items in groups.items():
        rows = []
        for key, row in items:
            default = code(json.dumps(row["default"])) if row["default"] not in ("", []) else ""
            rows.append(
                [
                    code(key) + f'<div class="small">{code(environment_name(key))}</div>',
                    inline(described(row)),
                    default,
                    inline(row["doc"]),
                ]
            )
        heads = [words["setting"], words["bounds"], words["default"], words["description"]]
        body += section(
            group, group.capitalize() if group != "general" else "General", table(heads, rows, group)
        )
        contents.append((group, group.capitalize()))
    return Page(
        "/docs/configuration",
        words["configuration"],
        "Every setting of the server",
        body,
        [(words["home"], "/docs"), (words["configuration"], None)],
        contents,
    )


def pages(tree, settings, words):
    yield start(tree, words)
    for area in tree.areas:
        yield area_page(words, area)
        for module in area.modules:
            yield module_page(tree, words, module)
    yield operations_page(tree, words)
    yield errors_page(tree, words)
    yield configuration_page(settings, words)


def search_index(tree):
    """[name, title, module, live, summary, path] of every operation, and the other pages."""
    rows = [
        [
            entry.name,
            entry.title,
            f"{entry.area.title}: {entry.module.title}",
            int(entry.live),
            entry.summary,
            entry.path,
        ]
        for entry in tree.entries
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
