"""Lines as a published page shows them: as plain text, or saved from a browser with everything around."""

from html import escape

HEAD = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{title} - Partnership</title>
<style>h1 { color: red }</style><script>var shown = "<p>1.1 Does a forum exist?</p>";</script></head>
<body class="report"><nav><ul><li><a href="/">Home</a></li><li>Members</li></ul></nav>
<!-- <p>1.2 Is the forum multi-stakeholder?</p> -->
<main>"""
FOOT = """</main>
<script>track("Inception Report")</script>
</body></html>"""


class Page:
    """`put` answers the line, from 1, on which the text will stand."""

    def __init__(self, *, as_html: bool, spaced: bool) -> None:
        self.as_html, self.spaced = as_html, spaced
        self.lines: list[str] = HEAD.split("\n") if as_html else []
        self.title = ""

    def put(self, text: str, tag: str, link: tuple[str, str] | None = None) -> int:
        if tag == "h1":
            self.title = text
        if self.as_html:
            self.lines.append(_element(text, tag, link))
        else:
            if self.spaced and self.lines:
                self.lines.append("")
            self.lines.append({"li": "- ", "ol": "  1. "}.get(tag, "") + text)
        return len(self.lines)

    def rendered(self) -> str:
        if not self.as_html:
            return "\n".join([*self.lines, ""])
        head = HEAD.replace("{title}", escape(self.title)).split("\n")
        return "\n".join([*head, *self.lines[len(head) :], *FOOT.split("\n"), ""])


def _element(text: str, tag: str, link: tuple[str, str] | None) -> str:
    inner = escape(text, quote=False)
    if link:
        shown, url = (escape(part) for part in link)
        inner = inner.replace(shown, f'<a href="{url}">{shown}</a>', 1)
    if tag in ("li", "ol"):
        outer = "ul" if tag == "li" else "ol"
        return f"<{outer}><li>{inner}</li></{outer}>"
    if tag == "a":
        return f'<a class="skip" href="#main">{inner}</a>'
    return f"<{tag}>{inner}</{tag}>"
