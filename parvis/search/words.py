"""From text to the words of the index: accents folded, THEN stemmed.

In this order « donnees » finds « données », and both databases, which only compare words, count the same hits. Each
word carries its language, `fr·engag`, so that one row holds all languages of a thing and it is found once.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, repeat
from os.path import commonprefix
from threading import local

from Stemmer import Stemmer

from parvis.kernel.folding import fold

STEMMED = {"en": "english", "es": "spanish", "fr": "french"}
_WITHOUT_ACCENTS = "en"
LONGEST = 60
LONGEST_REMEMBERED = 200
MOST_ASKED = 12
_WORD = re.compile(r"[^\W_]+")

# Words that say nothing about what is looked for, folded. They stay in the index; a question is asked without them.
_EMPTY = {
    "en": "a an and are as at be by do for from how in is it its of on or that the this to was what when where which "
    "who will with",
    "es": "a al como con de del el en es esta este la las lo los o para por que se su un una y",
    "fr": "a au aux avec c ce ces cette comment d dans de des du en est et il ils j l la le les leur m n ne nous on ou "
    "par pas pour qu que quel quelle quels quelles qui s sa se ses son sont sur t un une vous y",
}
EMPTY = {language: frozenset(words.split()) for language, words in _EMPTY.items()}

_of_this_thread = local()


def words(text: str, language: str) -> list[str]:
    """The words of a text as the index knows them."""
    # Between spaces, for the same few are written again and again: no letter changes by what is beyond a space.
    written = text.split()
    is_usual = max(map(len, written), default=0) <= LONGEST_REMEMBERED
    return list(chain.from_iterable(map(index_words if is_usual else _index_words, written, repeat(language))))


def _index_words(written: str, language: str) -> tuple[str, ...]:
    """Those of one word as it is written: mostly one."""
    known = [_known(word, language) for word in _WORD.findall(fold(written))]
    return (*known, *(_as_it_is(word, language) for word in _foreign(written, language)))


index_words = lru_cache(maxsize=20_000)(_index_words)


def asked(text: str, languages: Sequence[str]) -> list[list[str]]:
    """For each language, the words that must all be there. Empty when the text holds no word at all."""
    found = _WORD.findall(fold(text))[:MOST_ASKED]
    if not found:
        return []
    return [_asked(found, _foreign(text, language), language) for language in languages]


def _asked(found: list[str], foreign: Sequence[str], language: str) -> list[str]:
    telling = _telling(found, language)
    return [_as_it_is(word, language) if word in foreign else _known(word, language) for word in telling]


def _foreign(text: str, language: str) -> list[str]:
    """Folded words that English would rob of an accented letter, so that « marchés » would find the month of March.

    They are asked for as they are, and an English text that holds them, such as a French name, is found both ways.
    """
    if language != _WITHOUT_ACCENTS or text.isascii():
        return []
    written = [word for word in _WORD.findall(unicodedata.normalize("NFC", text)) if not word.isascii()]
    folded = [(word, fold(word)) for word in written]
    alike = [(word, plain) for word, plain in folded if len(word) == len(plain) and plain.isalnum()]
    return [plain for word, plain in alike if not word[_kept(plain, language) :].isascii()]


def _kept(folded: str, language: str) -> int:
    """How many of its letters stemming leaves as they are."""
    return len(commonprefix([folded, _stemmer(language).stemWord(folded)]))


def places(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each word of a text begins and ends, and the word."""
    return ((match.start(), match.end(), match.group()) for match in _WORD.finditer(text))


def _telling(found: list[str], language: str) -> list[str]:
    return [word for word in found if word not in EMPTY.get(language, ())] or found


def _known(folded: str, language: str) -> str:
    stem = _stemmer(language).stemWord(folded) if language in STEMMED else folded
    return _as_it_is(stem, language)


def _as_it_is(word: str, language: str) -> str:
    return f"{language}·{word[:LONGEST]}"


def _stemmer(language: str) -> Stemmer:
    """A stemmer keeps a cache inside and serves one thread."""
    made = _of_this_thread.__dict__
    if language not in made:
        made[language] = Stemmer(STEMMED[language])
    return made[language]
