"""Near-identical sentences of many units, merged and counted; every wording is kept.

Two sentences are the same where they are equal after Unicode NFC, lower case, one space between
words and no punctuation. They are nearly the same where the sets of their words have a Jaccard
similarity of at least ``NEAR`` and they hold the same numbers and the same words of negation:
"3 ca" is not "5 ca", and "đã bố trí" with "chưa" is its opposite. The sentence most units wrote
leads, and what is near to a leader is counted with it; nothing is chained through a third one.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import chain

NEAR = Fraction(4, 5)
"""Jaccard similarity of words from which two sentences are counted as one."""
_PART, _WHOLE = NEAR.as_integer_ratio()
NEGATIONS = frozenset({"chưa", "không", "chẳng", "chả", "no", "not", "never", "without", "none"})
"""Words that turn a sentence into its opposite."""
_ENDS = re.compile(r"(?<=\w{3}[.;!?])\s+|\n+")
_MARKER = re.compile(r"^\s*(?:[-+*•–—]+|\(?\w{1,2}[.)])\s+")
_FEW = 256
"""Sentences up to which pairs are looked at that share a long word, though it may be frequent."""
Same = dict[tuple[str, ...], list[str]]
"""The wordings of the same words."""
_WORDS = re.compile(r"\d+(?:[.,/]\d+)*|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Wording:
    """One sentence as it was written, and the places of the units that wrote it just so."""

    text: str
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that several units wrote: all of them, and each wording, most frequent first."""

    text: str
    places: tuple[int, ...]
    wordings: tuple[Wording, ...]


@lru_cache(maxsize=65_536)
def sentences(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The sentences of a text, each as it was written and as the words it is compared by."""
    found = []
    for part in _ENDS.split(text):
        said = _MARKER.sub("", part).strip()
        words = tuple(_WORDS.findall(unicodedata.normalize("NFC", said).lower()))
        if words:
            found.append((said, words))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a sentence is compared by: its words, numbers and negations, and rarest words.

    The rarest are taken to be the longest: two near sentences share one in any fixed order of
    words (prefix filter). ``keys`` are these, each with the numbers and negations.
    """

    words: frozenset[str]
    size: int
    held: tuple[str, ...]
    keys: tuple[str, ...]


@lru_cache(maxsize=65_536)
def _parts(words: tuple[str, ...]) -> _Parts:
    held = tuple(sorted(w for w in words if w[0].isdigit() or w in NEGATIONS))
    found = frozenset(words)
    rare = sorted(found, key=lambda word: (-len(word), word))[: _prefix(len(found))]
    fixed = " ".join(held)
    return _Parts(found, len(found), held, tuple([f"{word} {fixed}" for word in rare]))


def _prefix(size: int) -> int:
    """How many of its rarest words are looked at: without them too few could be shared."""
    return size + 1 + -_PART * size // _WHOLE


def merged(said: Iterable[tuple[int, str]]) -> list[Statement]:
    """What at least two units wrote, the most frequent first; ``said`` is (place, text)."""
    places: dict[str, list[int]] = {}
    for place, text in said:
        places.setdefault(text, []).append(place)
    return merged_texts(places)


def merged_texts(places: Mapping[str, Sequence[int]]) -> list[Statement]:
    """The same of the places of every text."""
    wrote: dict[str, list[int]] = {}
    same: Same = {}
    for text, at in places.items():
        for wording, words in sentences(text):
            everyone = wrote.get(wording)
            if everyone is None:
                wrote[wording] = [*at]
                same.setdefault(words, []).append(wording)
            else:
                everyone += at
    apart = len(same) <= _FEW and _apart(same)
    groups = same.values() if apart else _near(same, wrote)
    # Most were written once, and are passed over as fast as can be.
    several = [group for group in groups if len(group) > 1 or len(wrote[group[0]]) > 1]
    found = [one for group in several if (one := _counted(group, wrote)) is not None]
    return sorted(found, key=lambda one: (-len(one.places), one.places, one.text))


def _counted(group: Sequence[str], wrote: Mapping[str, Sequence[int]]) -> Statement | None:
    """The statement of these wordings; none where one unit alone wrote them."""
    kept = [Wording(text, tuple(sorted(set(wrote[text])))) for text in group]
    everyone = kept[0].places
    if len(kept) > 1:
        kept.sort(key=lambda one: (-len(one.places), one.places, one.text))
        everyone = tuple(sorted({place for one in kept for place in one.places}))
    if len(everyone) == 1:
        return None
    return Statement(kept[0].text.rstrip(" ;,"), everyone, tuple(kept))


def _apart(said: Iterable[tuple[str, ...]]) -> bool:
    """Whether no two sentences are near, so that each stands for itself."""
    index: dict[str, list[_Parts]] = {}
    for one in map(_parts, said):
        for key in one.keys:
            others = index.get(key)
            if others is None:
                index[key] = [one]
                continue
            for other in others:
                if _alike(one, other):
                    return False
            others.append(one)
    return True


def _near(same: Same, wrote: Mapping[str, Sequence[int]]) -> Iterator[list[str]]:
    """The wordings of sentences that are counted as one."""
    weight = {words: len({p for text in each for p in wrote[text]}) for words, each in same.items()}
    parts = {words: _parts(words) for words in same}
    frequent = Counter(chain.from_iterable(one.words for one in parts.values()))
    groups: dict[tuple[str, ...], list[str]] = {}
    index: dict[tuple[object, str], list[tuple[str, ...]]] = {}
    for words in sorted(same, key=lambda words: (-weight[words], words)):
        one = parts[words]
        # Sets so alike share one of their rarest words: only those are looked at (prefix filter).
        rare = sorted(one.words, key=lambda word: (frequent[word], word))[: _prefix(one.size)]
        near = {lead: None for word in rare for lead in index.get((one.held, word), ())}
        leader = next((lead for lead in near if _alike(parts[lead], one)), None)
        if leader is None:
            groups[words] = [*same[words]]
            for word in rare:
                index.setdefault((one.held, word), []).append(words)
        else:
            groups[leader] += same[words]
    yield from groups.values()


def _alike(one: _Parts, other: _Parts) -> bool:
    least, most = one.size, other.size
    if least > most:
        least, most = most, least
    if least * _WHOLE < most * _PART:
        return False
    shared = len(one.words & other.words)
    return shared * _WHOLE >= (least + most - shared) * _PART
