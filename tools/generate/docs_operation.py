"""The page of one operation."""

import json

import contract as model
import docs_model
import docs_snippets
from docs_html import Page, badge, block, code, escape, inline, prose, section, table

BOUNDS = (
    ("minLength", "At least {} characters."),
    ("maxLength", "At most {} characters."),
    ("minimum", "At least {}."),
    ("maximum", "At most {}."),
    ("minItems", "At least {} elements."),
    ("maxItems", "At most {} elements."),
)


class OperationPage:
    def __init__(self, tree, words, entry):
        self.tree, self.words, self.entry = tree, words, entry
        self.schemas = entry.endpoint.schemas if entry.endpoint else tree.schemas
        self.sections = []

    def page(self):
        entry, words = self.entry, self.words
        self._add("method", words["method_name"], self._methods())
        self._add("request", words["request"], self._request())
        self._add("response", words["response"], self._response())
        self._add("structures", words["structures"], self._structures())
        self._add("errors", words["errors"], self._errors())
        body = self._head() + "".join(section(*each) for each in self.sections) + self._pager()
        crumbs = [
            (words["home"], "/docs"),
            (entry.area.title, entry.area.url),
            (entry.module.title, entry.module.url),
            (entry.title, None),
        ]
        contents = [(slug, title) for slug, title, _ in self.sections]
        return Page(entry.url, entry.title, entry.summary, body, crumbs, contents, entry.module)

    def _add(self, slug, title, body):
        self.sections.append((slug, title, body))

    def _head(self):
        entry, words = self.entry, self.words
        notes = "" if entry.live else f'<p class="note">{inline(words["planned_note"])}</p>'
        if entry.row.get("deprecated"):
            notes += f'<p class="note">{inline(words["deprecated_note"])}</p>'
        return (
            f"<h1>{escape(entry.title)} {badge(words, entry.live)}</h1>"
            f'<p class="lead">{inline(entry.summary)}.</p>{notes}{prose(entry.description)}'
            f'<p class="address"><span class="verb">{entry.method.upper()}</span> {code(entry.path)}</p>'
        )

    # --- method name and snippets --------------------------------------------------------------------------
    def _methods(self):
        snippets = docs_snippets.snippets(self.tree, self.entry)
        tabs, panels = [], []
        for number, snippet in enumerate(snippets):
            checked = " checked" if number == 0 else ""
            tabs.append(
                f'<input type="radio" name="language" id="l-{snippet.language}"'
                f' value="{snippet.language}"{checked}><label'
                f' for="l-{snippet.language}">{snippet.label}</label>'
            )
            note = "" if snippet.packaged else f'<p class="small">{self.words["not_packaged"]}</p>'
            panels.append(
                f'<div class="panel p-{snippet.language}"><h3>{snippet.label}</h3><p'
                f' class="name">{code(snippet.method)}</p>{note}{block(snippet.code, snippet.label)}</div>'
            )
        return (
            f'<p class="small">{self.words["fill_in"]}</p><fieldset class="tabs"><legend'
            f' class="hidden">{self.words["languages"]}</legend>{"".join(tabs)}{"".join(panels)}</fieldset>'
        )

    # --- tables ----------------------------------------------------------------------------------------------
    def _type(self, schema):
        name = self.schemas.name_of(schema)
        if name:
            return f'<a href="#struct-{name}">{name}</a>'
        resolved = self.schemas.resolve(schema)
        kind = resolved.get("type", "any")
        if kind == "array":
            return "array of " + self._type(resolved.get("items", {}))
        return escape(" or ".join(kind) if isinstance(kind, list) else kind)

    def _meaning(self, member):
        resolved = self.schemas.resolve(member.schema)
        text = inline(member.description) if member.description else ""
        if text and text[-1] not in ".!?":
            text += "."
        parts = [text] if text else []
        options = resolved.get("enum") or resolved.get("items", {}).get("enum")
        if options:
            parts.append("One of " + ", ".join(code(each) for each in options) + ".")
        parts += [escape(words.format(resolved[key])) for key, words in BOUNDS if key in resolved]
        return " ".join(parts)

    def _sample(self, member):
        if self.schemas.name_of(member.schema):
            return ""
        resolved = self.schemas.resolve(member.schema)
        for known in (self.schemas.example(member.schema), *resolved.get("enum", [])[:1]):
            if known is not None:
                return code(known if isinstance(known, str) else json.dumps(known, ensure_ascii=False))
        return ""

    def _default(self, member):
        return "" if member.default is None else code(json.dumps(member.default, ensure_ascii=False))

    def _request_table(self, members, caption):
        words = self.words
        heads = [words[key] for key in ("name", "type", "required", "default", "description", "value")]
        rows = [
            [
                code(each.name),
                self._type(each.schema),
                words["yes" if each.required else "no"],
                self._default(each),
                self._meaning(each),
                self._sample(each),
            ]
            for each in members
        ]
        return table(heads, rows, caption)

    def _response_table(self, members, caption):
        heads = [self.words[key] for key in ("name", "type", "description")]
        rows = [[code(each.name), self._type(each.schema), self._meaning(each)] for each in members]
        return table(heads, rows, caption)

    # --- request, response, structures ----------------------------------------------------------------------
    def _body(self):
        return self.entry.endpoint.body if self.entry.endpoint else self.entry.operation.body

    def _answer(self):
        return self.entry.endpoint.response if self.entry.endpoint else self.entry.operation.response

    def _request(self):
        members = []
        if self.entry.endpoint:
            for row in self.entry.row["parameters"]:
                schema = {**row["schema"], "description": row.get("description", "")}
                members.append(docs_model.Member(row["name"], schema, row.get("required", False), row["in"]))
        else:
            members = docs_model.query_members(self.schemas, self.entry.operation)
        body = self._body()
        intro = ""
        if body is not None:
            members = members + self.schemas.members(body)
            if "$ref" in body:
                intro = f'<p>{self.words["type"]}: {code(body["$ref"].removeprefix(model.REF))}</p>'
        if not members:
            return intro + f'<p>{self.words["no_request"]}</p>'
        return intro + self._request_table(members, self.words["request"])

    def _response(self):
        schema, words = self._answer(), self.words
        if self.entry.operation is not None and self.entry.operation.reply:
            rows = [[code(status), inline(row["description"])] for status, row in self.entry.row["responses"].items()]
            return table(["HTTP", words["description"]], rows, words["response"])
        if schema is None:
            return f'<p>{words["no_response"]}</p>'
        name = schema.get("$ref", "").removeprefix(model.REF)
        text = f'<p>{words["type"]}: {code(name)}</p>' if name else ""
        members = self.schemas.answer_members(schema)
        if members:
            text += self._response_table(members, words["response"])
        sample = json.dumps(self.schemas.answer(schema), ensure_ascii=False, indent=2)
        return text + f'<h3>{words["sample"]}</h3>' + block(sample, words["sample"])

    def _structures(self):
        inside = [self._body()] if self._body() is not None else []
        outside = [self._answer()] if self._answer() is not None else []
        asked, answered = self.schemas.structures(inside), self.schemas.structures(outside)
        parts = []
        for name in dict.fromkeys(asked + answered):
            schema = self.schemas.schemas[name]
            members = self.schemas.members({"$ref": model.REF + name})
            draw = self._request_table if name in asked else self._response_table
            parts.append(
                f'<h3 id="struct-{name}">{name}</h3>{prose(schema.get("description", ""))}{draw(members, name)}'
            )
        return "".join(parts) or f'<p>{self.words["no_structures"]}</p>'

    # --- errors ------------------------------------------------------------------------------------------------
    def _errors(self):
        words = self.words
        more = f'<p><a href="/docs/errors">{words["all_errors"]}</a></p>'
        if self.entry.endpoint:
            return f'<p>{inline(words["protocol_errors"])}</p>'
        rows = []
        for key in self.entry.row["x-errors"]:
            row = self.tree.contract.errors[key]
            rows.append(
                [
                    f'<a href="/docs/errors#{key}">{code(key)}</a>',
                    str(row["statusCode"]),
                    str(row.get("apiCode", "")),
                    inline(row["message"]["en-US"]),
                ]
            )
        heads = [words["key"], "statusCode", "apiCode", words["message"]]
        return table(heads, rows, words["errors"]) + f'<p class="small">{words["errors_note"]}</p>' + more

    def _pager(self):
        words, parts = self.words, []
        for kind, other in (("previous", self.entry.previous), ("next", self.entry.next)):
            if other:
                parts.append(
                    f'<a class="{kind}" rel="{"prev" if kind == "previous" else "next"}"'
                    f' href="{other.url}"><span>{words[kind]}</span>{escape(other.title)}</a>'
                )
        return f'<nav class="pager" aria-label="{words["pager"]}">{"".join(parts)}</nav>'
