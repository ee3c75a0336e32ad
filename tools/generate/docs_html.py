"""The frame of every page of the reference, and the small parts that pages are made of."""

import html
import re
from dataclasses import dataclass, field

escape = html.escape


def prose(text):
    """Text of the contract: paragraphs, and `code` in back-quotes."""
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]
    return "".join(f"<p>{inline(part)}</p>" for part in paragraphs)


def inline(text):
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text, quote=False))


def code(text):
    return f"<code>{escape(str(text), quote=False)}</code>"


def table(heads, rows, caption, row_ids=None):
    """Cells are HTML; a row's first cell is its heading. It scrolls by itself where the screen is narrow."""
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in heads)
    body = []
    for number, row in enumerate(rows):
        mark = f' id="{row_ids[number]}"' if row_ids else ""
        cells = "".join(
            f'<td data-label="{escape(heads[i + 1])}">{cell}</td>' for i, cell in enumerate(row[1:])
        )
        body.append(f'<tr{mark}><th scope="row">{row[0]}</th>{cells}</tr>')
    return (
        f'<table><caption class="hidden">{escape(caption)}</caption><thead><tr>{head}</tr></thead>'
        f'<tbody>{"".join(body)}</tbody></table>'
    )


def block(text, label):
    return (
        '<pre tabindex="0"'
        f' aria-label="{escape(label)}"><code>{escape(text.rstrip(), quote=False)}</code></pre>'
    )


def section(slug, title, body):
    return f'<section aria-labelledby="{slug}"><h2 id="{slug}">{escape(title)}</h2>{body}</section>'


def badge(words, live):
    return "" if live else f'<span class="badge">{words["planned"]}</span>'


@dataclass
class Page:
    path: str  # /docs/operations/bind-phone
    title: str
    description: str
    body: str  # HTML inside <main>, the heading included
    crumbs: list = field(default_factory=list)  # (text, address or None)
    contents: list = field(default_factory=list)  # (slug, title) of the sections
    module: object = None  # opened in the navigation


def navigation(tree, words, page):
    """All modules; the operations of the module that the page stands in."""
    parts = []
    for area in tree.areas:
        if page.module is not None and page.module.area is not area:
            parts.append(f'<p><a href="{area.url}">{escape(area.title)}</a></p>')
            continue
        items = []
        for module in area.modules:
            here = ' aria-current="page"' if page.path == module.url else ""
            inner = ""
            if module is page.module and module.entries:
                links = "".join(_entry_link(entry, words, page) for entry in module.entries)
                inner = f"<ul>{links}</ul>"
            items.append(f'<li><a href="{module.url}"{here}>{escape(module.title)}</a>{inner}</li>')
        parts.append(
            f'<details open><summary>{escape(area.title)}</summary><ul>{"".join(items)}</ul></details>'
        )
    more = "".join(
        _plain_link(path, words[key], page)
        for path, key in (
            ("/docs/operations", "operations"),
            ("/docs/errors", "error_codes"),
            ("/docs/configuration", "configuration"),
        )
    )
    return "".join(parts) + f'<ul class="more">{more}</ul>'


def _entry_link(entry, words, page):
    here = ' aria-current="page"' if page.path == entry.url else ""
    mark = "" if entry.live else f' <span class="hidden">({words["planned"]})</span>'
    kind = "" if entry.live else ' class="planned"'
    return f'<li><a href="{entry.url}"{here}{kind}>{escape(entry.title)}{mark}</a></li>'


def _plain_link(path, text, page):
    here = ' aria-current="page"' if page.path == path else ""
    return f'<li><a href="{path}"{here}>{escape(text)}</a></li>'


def search_form(words):
    return (
        '<form class="search" action="/docs/operations" role="search"><label class="hidden"'
        f' for="q">{words["search"]}</label><input id="q" type="search" placeholder="{words["search"]}"'
        ' autocomplete="off" spellcheck="false" role="combobox" aria-expanded="false" aria-controls="found"'
        f' aria-autocomplete="list" title="{words["search_hint"]}"><button>{words["search_all"]}</button><ul'
        f' id="found" role="listbox" aria-label="{words["search"]}" data-none="{words["none_found"]}"'
        ' hidden></ul></form>'
    )


def breadcrumbs(words, crumbs):
    items = []
    for text, address in crumbs:
        items.append(
            f'<li><a href="{address}">{escape(text)}</a></li>'
            if address
            else f'<li aria-current="page">{escape(text)}</li>'
        )
    return (
        f'<nav class="crumbs" aria-label="{words["breadcrumb"]}"><ol>{"".join(items)}</ol></nav>'
        if items
        else ""
    )


def contents(words, page):
    if len(page.contents) < 2:
        return ""
    links = "".join(f'<li><a href="#{slug}">{escape(title)}</a></li>' for slug, title in page.contents)
    return (
        f'<nav class="toc" aria-label="{words["contents"]}"><p>{words["contents"]}</p><ul>{links}</ul></nav>'
    )


FRAME = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta name="description" content="{description}">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="/docs/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/docs/style.css">
<script src="/docs/search.js" defer></script>
</head>
<body>
<a class="skip" href="#main">{skip}</a>
<header class="top"><a class="brand" href="/docs">{site}</a>{search}</header>
<div class="frame"><nav class="tree" id="modules" aria-label="{modules}">{tree}</nav>
<main id="main" tabindex="-1">{crumbs}{body}</main>
{contents}</div>
<footer>{footer} <a href="#modules">{modules}</a></footer>
</body>
</html>
"""


def render(tree, words, language, version, page):
    return FRAME.format(
        language=language,
        title=escape(words["site"] if page.path == "/docs" else f'{page.title} - {words["site"]}'),
        description=escape(page.description),
        skip=words["skip"],
        site=words["site"],
        search=search_form(words),
        modules=words["navigation"],
        tree=navigation(tree, words, page),
        crumbs=breadcrumbs(words, page.crumbs),
        body=page.body,
        contents=contents(words, page),
        footer=escape(words["footer"].format(version=version)),
    )
