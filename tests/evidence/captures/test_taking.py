"""A copy is taken of what the site sends, and is whole, or there is none."""

import gzip
import hashlib
import io
import json
import subprocess
import sys
import zipfile

import pytest
from warcio.archiveiterator import ArchiveIterator

from parvis.evidence.captures import wacz
from parvis.evidence.captures.taking import taken
from parvis.evidence.captures.warcs import require_whole
from parvis.evidence.errors import CopyDamaged, ErrorStatus
from parvis.kernel.fetching.client import GuardedClient
from tests.evidence.captures.pages import MORE, PATH
from tests.evidence.captures.peers import surt
from tests.kernel.fetching.sites import page


@pytest.fixture
def copy(web):
    with taken(f"http://{web.here.address}/moved", GuardedClient()) as made:
        yield made


def records(copy):
    with zipfile.ZipFile(copy.path) as archive, archive.open(wacz.WARC) as file:
        return [
            (one.rec_type, one.rec_headers.get_header("WARC-Target-URI"), one.content_stream().read(), one)
            for one in ArchiveIterator(io.BytesIO(file.read()), check_digests="raise")
        ]


def of_kind(copy, kind):
    found = [(url, content) for each, url, content, _record in records(copy) if each == kind]
    return [(url.partition("//")[2].partition("/")[2], content) for url, content in found]


def test_every_answer_is_in_it(copy):
    assert [path for path, _content in of_kind(copy, "response")] == [
        *("moved", PATH[1:], "style.css", "one.png", "plan/two.png", "plan/missing.png")
    ]


def test_each_has_its_request_and_what_is_known_besides(copy):
    kinds = [kind for kind, *_rest in records(copy)]
    assert (kinds.count("request"), kinds.count("metadata"), kinds[0]) == (6, 6, "warcinfo")


def test_what_led_there_is_said(copy, web):
    known = dict(of_kind(copy, "metadata"))
    assert f"via: http://{web.here.address}/moved\r\nipAddress: 127.0.0.1\r\n".encode() == known[PATH[1:]]


def test_the_address_connected_to_is_said(copy):
    answers = [one for kind, _url, _content, one in records(copy) if kind == "response"]
    assert {one.rec_headers.get_header("WARC-IP-Address") for one in answers} == {"127.0.0.1"}


def test_the_page_is_in_it_as_it_came(copy, web):
    assert dict(of_kind(copy, "response"))[PATH[1:]] == web.pages[PATH].partition(b"\r\n\r\n")[2]


def test_it_says_what_the_page_says_of_itself(copy):
    assert (copy.title, copy.language, str(copy.published_on.text)) == ("Plan d’action", "fr", "2022-02-03")


def test_what_it_needs_is_counted(copy):
    assert (copy.requisites, copy.requisites_missing) == (3, 1)


def asked_of(web, style, *, more=b""):
    """The paths that a copy asks for where the page's style sheet says this."""
    web.pages["/style.css"] = page(style, kind="text/css; charset=utf-8")
    web.pages[PATH] = page(b"<html><head><link rel=stylesheet href=/style.css></head><body><p>Plan</p>" + more)
    with taken(web.url, GuardedClient()):
        return [one.split(b" ")[1].decode() for one in web.here.asked][1:]


@pytest.mark.parametrize(
    ("style", "paths"),
    [
        (b"p { background: url(bg.png) }", ["/bg.png"]),
        (b"p { background: url( 'a b.png' ) }", ["/a%20b.png"]),
        (b"@font-face { font-family: x; src: url('/f.woff2') format('woff2'), url(/f.woff) }", ["/f.woff2", "/f.woff"]),
        (b"@media screen { @supports (x: y) { p { background: image-set(url(2x.png) 2x) } } }", ["/2x.png"]),
        (b"@import 'next.css';", ["/next.css"]),
        (b"p { background: image-set('/is.png' 1x type('image/png'), url(is2.png) 2x) }", ["/is.png", "/is2.png"]),
        (b"p { background: -webkit-image-set('/is.png' 1x) }", ["/is.png"]),
        (b"@charset 'utf-8'; @import/**/url(next.css) screen;", ["/next.css"]),
        (b"@namespace svg url(/ns); p { color: red }", []),
        (b"/* url(no.png) */ p::before { content: 'url(no.png)' }", []),
        (b"p { filter: url(#here); background: url(data:image/png;base64,AA) url(https://elsewhere.example/x) }", []),
        (b"p { background: url(bg.png", ["/bg.png"]),
        (b"\xff\xfe }}} @import", []),
        (b"(" * 100_000 + b"url(deep.png)", []),
        (b"a{" * 50_000 + b"b: url(deep.png)", ["/deep.png"]),
    ],
)
def test_what_a_style_sheet_needs_comes_along(web, style, paths):
    assert asked_of(web, style) == ["/style.css", *paths]


def test_imported_sheets_come_before_pictures_and_bring_what_they_need(web):
    web.pages["/css/next.css"] = page(b"p { background: url(../deep.png) } @import '/style.css'", kind="text/css")
    asked = asked_of(web, b"@import 'css/next.css'", more=b"<img src=/one.png>")
    assert asked == ["/style.css", "/css/next.css", "/one.png", "/deep.png"]


def test_what_is_not_sent_as_a_style_sheet_is_not_read_as_one(web):
    web.pages["/next.css"] = page(b"p { background: url(/no.png) }", kind="text/html")
    assert asked_of(web, b"@import 'next.css'") == ["/style.css", "/next.css"]


@pytest.mark.parametrize(
    "more",
    [b"<video poster=/a.png></video>", b"<input type=image src=/a.png>", b"<object data=/a.png></object>"],
)
def test_pictures_that_are_no_img_come_along(web, more):
    assert asked_of(web, b"", more=more) == ["/style.css", "/a.png"]


def test_styles_inside_the_page_count(web):
    more = b"<style>main { background: url(in.png) }</style><p style='background: url(at.png)'>"
    assert asked_of(web, b"", more=more) == ["/style.css", "/plan/in.png", "/plan/at.png"]


def test_no_more_than_fifty_come_along(web):
    many = b"".join(b"p { background: url(%d.png) }" % number for number in range(200))
    assert len(asked_of(web, many)) == 50


def test_its_hash_is_of_the_file(copy):
    assert copy.sha256 == hashlib.sha256(copy.path.read_bytes()).hexdigest()


def test_the_warc_inside_is_as_its_hash_says(copy):
    with zipfile.ZipFile(copy.path) as archive:
        assert (hashlib.sha256(archive.read(wacz.WARC)).hexdigest(), archive.getinfo(wacz.WARC).compress_type) == (
            copy.warc_sha256,
            zipfile.ZIP_STORED,
        )


def test_the_words_of_the_page_are_in_it(copy):
    with copy.path.open("rb") as file:
        text = wacz.page_in(file).text
    assert (MORE in text.split("\n"), "Accueil" in text, hashlib.sha256(text.encode()).hexdigest()) == (
        True,
        False,
        copy.text_sha256,
    )


def is_good(path):
    """What another tool says of it. In a process of its own, for it leaves files open."""
    ask = "import sys; from wacz.main import main; sys.exit(main(['validate', '-f', sys.argv[1]]))"
    said = subprocess.run([sys.executable, "-c", ask, str(path)], capture_output=True, text=True, check=False)
    assert "Traceback" not in said.stderr, said.stderr
    return said.returncode == 0 and "Validation succeeded" in said.stdout


def test_another_tool_takes_it_for_a_good_wacz(copy):
    assert is_good(copy.path)


def test_another_tool_finds_a_file_that_was_changed(copy, tmp_path):
    """Else the test above might hold for want of looking."""
    changed = tmp_path / "changed.wacz"
    with zipfile.ZipFile(copy.path) as old, zipfile.ZipFile(changed, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info, content.replace(b"Plan", b"Plam") if info.filename == wacz.PAGES else content)
    assert not is_good(changed)


def test_the_index_leads_to_each_answer(copy):
    with zipfile.ZipFile(copy.path) as archive:
        index = gzip.decompress(archive.read("indexes/index.cdx.gz")).decode().splitlines()
        warc = archive.read(wacz.WARC)
    for line in index:
        facts = json.loads(line.split(" ", 2)[2])
        piece = warc[int(facts["offset"]) : int(facts["offset"]) + int(facts["length"])]
        [found] = list(ArchiveIterator(io.BytesIO(piece)))
        assert found.rec_headers.get_header("WARC-Target-URI") == facts["url"]
    assert index == sorted(index)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.example.org/A/b?c=D&a=b",
        "http://example.org/",
        "https://example.org:8443/x/",
        "http://www2.sub.example.org/x",
        "https://example.org/x?b=2&a=1",
        "http://127.0.0.1:8123/x",
    ],
)
def test_the_index_is_sorted_as_replay_tools_expect(url):
    assert wacz.search_key(url) == surt(url)


@pytest.mark.parametrize("cut", [10, 200, 1000])
def test_a_warc_that_broke_off_is_found(copy, cut):
    """warcio itself reads half a file without a word."""
    with zipfile.ZipFile(copy.path) as archive:
        warc = archive.read(wacz.WARC)
    with pytest.raises(CopyDamaged):
        require_whole(io.BytesIO(warc[:-cut]), records=copy.records)


def test_a_warc_that_lost_whole_records_is_found(copy):
    with zipfile.ZipFile(copy.path) as archive:
        warc = archive.read(wacz.WARC)
    second = warc.index(b"\x1f\x8b\x08", 10)
    with pytest.raises(CopyDamaged, match="1 records"):
        require_whole(io.BytesIO(warc[:second]), records=copy.records)


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone", "500 Oh", "403 No"])
def test_an_error_is_no_copy_of_the_page(web, status):
    web.pages[PATH] = page(b"<p>no</p>", status=status)
    with pytest.raises(ErrorStatus), taken(web.url, GuardedClient()):
        pass


def test_at_most_fifty_things_come_along(web):
    many = "".join(f'<img src="/{number}.png">' for number in range(80))
    web.pages[PATH] = page(f"<title>x</title>{many}".encode())
    with taken(web.url, GuardedClient()) as copy:
        assert copy.requisites + copy.requisites_missing == 50
    assert sum(web.asked(f"/{number}.png") for number in range(80)) == 50


def test_what_comes_along_is_not_endless(web, monkeypatch):
    monkeypatch.setattr("parvis.evidence.captures.taking.LARGEST_TOGETHER", 500)
    web.pages["/style.css"] = page(b"p" * 400, kind="text/css")
    with taken(web.url, GuardedClient()) as copy:
        assert (copy.requisites, copy.requisites_missing) == (1, 3)


def test_a_file_that_is_no_page_is_copied_too(web):
    web.pages[PATH] = page(b"%PDF-1.7 x", kind="application/pdf")
    with taken(web.url, GuardedClient()) as copy:
        assert (copy.media_type, copy.text_sha256, copy.payload_sha256) == (
            "application/pdf",
            "",
            hashlib.sha256(b"%PDF-1.7 x").hexdigest(),
        )


def test_nothing_is_left_in_the_temporary_folder(web):
    with taken(web.url, GuardedClient()) as copy:
        folder = copy.path.parent
    assert not folder.exists()
