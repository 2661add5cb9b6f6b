"""Words and numbers as reports write them, in English, French and Spanish."""

import re
from collections.abc import Iterator

from ..matching import bare_words

# From zero on. In each language by itself: « once » is eleven in Spanish only.
_COUNTING = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty",
    "fr": "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
    "dix-huit dix-neuf vingt",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis "
    "diecisiete dieciocho diecinueve veinte",
}
_NUMBERS = {
    code: {bare_words(word): number for number, word in enumerate(words.split())} for code, words in _COUNTING.items()
}
_NUMBERS["fr"] |= {"une": 1, "aucun": 0, "aucune": 0}
_NUMBERS["es"] |= {"una": 1, "un": 1, "ninguno": 0}
_NUMBERS["en"] |= {"none": 0}
_MOST = 100  # beyond this a number is a year or an amount, not a count of people or milestones
_WORD = re.compile(r"(?<![\w.,-])(?:dix-(?:sept|huit|neuf)|[^\W\d_]+|\d+)(?![\w-]|[.,]\d)")


def number(word: str, language: str) -> int | None:
    if word.isascii() and word.isdecimal():
        return int(word) if len(word) < 4 and int(word) <= _MOST else None
    return _NUMBERS.get(language, {}).get(bare_words(word))


def numbers(text: str, language: str) -> Iterator[int]:
    """Those that a sentence names, in figures or in words."""
    for word in _WORD.findall(text):
        found = number(word, language)
        if found is not None:
            yield found


def same_name(one: str, other: str) -> bool:
    return bool(bare_words(one)) and bare_words(one) == bare_words(other)


def is_named_in(text: str, name: str) -> bool:
    """Whether all words of a name stand there one after the other. One word alone says too little."""
    words = bare_words(name)
    return " " in words and f" {words} " in f" {bare_words(text)} "


def sentences(text: str) -> list[str]:
    """Roughly: a line may hold several, and none goes over a line."""
    return [part.strip() for line in text.splitlines() for part in re.split(r"(?<=[.!?;])\s+", line) if part.strip()]


def sentence_with(text: str, name: str) -> str:
    return next((sentence for sentence in sentences(text) if is_named_in(sentence, name)), "")
