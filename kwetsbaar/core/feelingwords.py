"""Words for feelings in Dutch and English, by family and shade, and how they are found while one types.

Each word has an id that both languages share and that stays: answers hold it. So a word is only ever added here, and
its two names may be bettered, but an id never goes and never comes to mean something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from heapq import nsmallest
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from kwetsbaar.core.nearest import nearest
from kwetsbaar.i18n import LANGUAGES
from kwetsbaar.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

_FAMILIES: Final = """
# anger = boosheid = anger
irritated = geïrriteerd, annoyed = geërgerd, impatient = ongeduldig, grumpy = kribbig, frustrated = gefrustreerd
angry = boos, indignant = verontwaardigd, defiant = opstandig, stubborn = koppig, fed_up = het zat
jealous = jaloers, envious = afgunstig, resentful = wrokkig, bitter = verbitterd
furious = woedend, enraged = razend, hateful = vol haat, vengeful = wraakzuchtig
averse = afkerig, disgusted = vol walging, contemptuous = minachtend
# fear = angst = fear
uneasy = onbehaaglijk, tense = gespannen, nervous = zenuwachtig, restless = onrustig, agitated = opgejaagd
worried = bezorgd, insecure = onzeker, cautious = voorzichtig, shy = verlegen, suspicious = wantrouwig
afraid = bang, anxious = angstig, startled = geschrokken, threatened = bedreigd, unsafe = onveilig
panicky = in paniek, terrified = doodsbang, desperate = radeloos, frozen = verstijfd, trapped = klem
# sadness = verdriet = sadness
disappointed = teleurgesteld, down = somber, listless = lusteloos, moody = humeurig
wistful = weemoedig, nostalgic = nostalgisch, homesick = vol heimwee, missing = vol gemis = missing someone
sad = verdrietig, tearful = huilerig, heavy_hearted = bedrukt, grieving = in de rouw, sorry = spijtig
discouraged = moedeloos, hopeless = hopeloos, powerless = machteloos
heartbroken = gebroken, inconsolable = ontroostbaar
# hurt = gekwetstheid = hurt
hurt = gekwetst, offended = beledigd, belittled = gekleineerd, humiliated = vernederd
rejected = afgewezen, excluded = buitengesloten, ignored = genegeerd, unseen = niet gezien, not_heard = niet gehoord
misunderstood = onbegrepen, used = gebruikt, betrayed = verraden, abandoned = in de steek gelaten
# shame = schaamte = shame
uncomfortable = ongemakkelijk, embarrassed = opgelaten, self_conscious = bekeken = self-conscious, caught_out = betrapt
ashamed = beschaamd, exposed = te kijk gezet, foolish = dom, ridiculous = belachelijk
guilty = schuldig, remorseful = vol berouw, regretful = vol spijt
small = klein, inferior = minderwaardig, inadequate = tekortschietend, worthless = waardeloos
# loneliness = eenzaamheid = loneliness
lonely = eenzaam, alone = alleen, isolated = afgezonderd, forgotten = vergeten, invisible = onzichtbaar
distant = afstandelijk, closed = gesloten, estranged = vervreemd, disconnected = los van alles, lost = verloren
empty = leeg, numb = verdoofd, flat = vlak
# tiredness = vermoeidheid = tiredness
sleepy = slaperig, bored = verveeld, indifferent = onverschillig, sluggish = traag
tired = moe, weak = zwak, drained = leeggelopen, exhausted = uitgeput
stressed = gestrest, burdened = belast, overloaded = overvol, overwhelmed = overweldigd
# doubt = twijfel = doubt
doubtful = twijfelend, hesitant = aarzelend, torn = verscheurd, ambivalent = dubbel
confused = verward, puzzled = voor een raadsel, sceptical = sceptisch, disoriented = ontredderd
surprised = verrast, astonished = verbaasd, bewildered = verbijsterd
# vulnerability = kwetsbaarheid = vulnerability
vulnerable = kwetsbaar, sensitive = gevoelig, fragile = broos, raw = rauw, bare = bloot
tender = teder, touched = geraakt, moved = ontroerd, open = open, humble = nederig
dependent = afhankelijk, needy = behoeftig, soft = zacht
# longing = verlangen = longing
curious = nieuwsgierig, interested = geïnteresseerd, fascinated = geboeid, expectant = verwachtingsvol
longing = verlangend, hopeful = hoopvol, eager = gretig, yearning = smachtend
inspired = geïnspireerd, adventurous = avontuurlijk, creative = scheppend
# closeness = verbondenheid = closeness
seen = gezien, heard = gehoord, understood = begrepen, accepted = aanvaard, welcome = welkom
safe = veilig, supported = gesteund, comforted = getroost, trusting = vol vertrouwen, appreciated = gewaardeerd
warm = warm, affectionate = hartelijk, caring = zorgzaam, compassionate = vol mededogen, forgiving = vergevingsgezind
connected = verbonden, close = nabij, loving = liefdevol, loved = geliefd, in_love = verliefd
grateful = dankbaar, blessed = gezegend, admiring = vol bewondering
# calm = rust = calm
relieved = opgelucht, relaxed = ontspannen, resigned = berustend, patient = geduldig, mild = mild
calm = rustig, still = stil, peaceful = vredig, serene = sereen, content = tevreden
present = aanwezig, grounded = geaard, balanced = in balans, clear = helder
light = licht, free = vrij, spacious = ruim
# joy = blijdschap = joy
amused = geamuseerd, playful = speels, cheerful = vrolijk, lively = levendig
glad = blij, happy = gelukkig, satisfied = voldaan, enjoying = genietend, proud = trots
enthusiastic = enthousiast, excited = opgetogen, delighted = verrukt, elated = uitgelaten, radiant = stralend
amazed = verwonderd, awed = vol ontzag
# strength = kracht = strength
focused = gericht, motivated = gemotiveerd, energetic = energiek, decisive = daadkrachtig
strong = sterk, brave = moedig, confident = zelfverzekerd, determined = vastberaden, steadfast = standvastig
capable = bekwaam, independent = onafhankelijk, combative = strijdlustig, worthy = de moeite waard
"""
"""A family to a heading, a shade to a line, mild ones first: `id = Dutch = English`; without the last the id is it."""


_COMPARED: Final = 60
"""How many words, those with the same letters first, are looked at for one that is not there: a list may be long."""


_BY_FAMILY: Final = 6
"""The last rank of what is found: the name of its family."""

_INSIDE: Final = 3
"""So many letters are looked for in the middle of a word too."""


@dataclass(frozen=True)
class Feeling:
    """One word for a feeling."""

    id: str
    """What an answer holds."""
    label: str
    """What a person sees."""
    also: tuple[str, ...] = field(default=(), compare=False)
    """What it is called in other languages: it is found by these too."""
    families: tuple[str, ...] = field(default=(), compare=False)
    """What it is a shade of, first in the language of the label; empty for a word of an author's own."""
    shade: int = field(default=0, compare=False)
    """Words of one family with the same number are near to each other."""


def built_in(language: str) -> tuple[Feeling, ...]:
    """Gives the words of the program's own in `language`, family by family."""
    return _read()[language]


def labels(language: str) -> Mapping[str, str]:
    """Gives what each of the program's own words is called in `language`, by id."""
    return _labels()[language]


def found(words: Sequence[Feeling], query: str) -> list[Feeling]:
    """Gives the words that `query` may mean, the likeliest first, whatever the case, the accents or the language.

    A word is found by how it begins in its own language, or how a part of it begins; then in another language; then by
    anything in it; and last by its family.
    """
    wanted = fold(query)
    if not wanted:
        return [*words]
    ranked = [(rank, place) for place, word in enumerate(words) if (rank := _rank(word, wanted)) is not None]
    return [words[place] for _rank_, place in sorted(ranked)]


def by_family(word: Feeling, query: str) -> bool:
    """Tells whether `query` means no more than the family of a word that it found."""
    return _rank(word, fold(query)) == _BY_FAMILY


def like(words: Sequence[Feeling], query: str, most: int = 3) -> list[Feeling]:
    """Gives the words that look most like `query`, for one that is none of them."""
    wanted = fold(query)
    letters = set(wanted)
    known = {fold(name): word for word in words for name in (*word.also, word.label)}
    names = nsmallest(_COMPARED, known, key=lambda name: (len(letters ^ set(name)), abs(len(name) - len(wanted))))
    near: list[Feeling] = []
    while len(near) < most and (name := nearest(wanted, names)):
        near.append(known[name])
        names = [other for other in names if known[other] != known[name]]
    return near


def named(words: Sequence[Feeling], name: str) -> Feeling | None:
    """Gives the word that is called exactly `name`: by its id, or in any language; None if there is none."""
    wanted = fold(name)
    by_id = next((word for word in words if word.id == name), None)
    return by_id or next((word for word in words if wanted in map(fold, (word.label, *word.also))), None)


def _rank(word: Feeling, wanted: str) -> int | None:
    label, *also = map(fold, (word.label, *word.also))
    tests = (
        label == wanted,
        label.startswith(wanted),
        any(part.startswith(wanted) for part in label.split()),
        any(other.startswith(wanted) for other in also),
        any(part.startswith(wanted) for other in also for part in other.split()),
        len(wanted) >= _INSIDE and wanted in label,
        any(fold(family).startswith(wanted) for family in word.families),
    )
    return next((rank for rank, holds in enumerate(tests) if holds), None)


# ------------------------------------------------------------------ reading the list


@lru_cache(maxsize=1)
def _read() -> Mapping[str, tuple[Feeling, ...]]:
    words: dict[str, list[Feeling]] = {language: [] for language in LANGUAGES}
    for family, shade, (id_, *names) in _rows():
        here = (names[0], (names[1],), (*family,)), (names[1], (names[0],), (*reversed(family),))
        for language, (name, also, families) in zip(LANGUAGES, here, strict=True):
            words[language].append(Feeling(id_, name, also, families, shade))
    return MappingProxyType({language: tuple(found_) for language, found_ in words.items()})


@lru_cache(maxsize=1)
def _labels() -> Mapping[str, Mapping[str, str]]:
    return {language: {word.id: word.label for word in words} for language, words in _read().items()}


def _rows() -> Iterator[tuple[list[str], int, list[str]]]:
    """Gives each word as its id, Dutch and English, with the names of its family and the number of its shade."""
    family: list[str] = []
    for shade, line in enumerate(_FAMILIES.strip().splitlines()):
        if line.startswith("#"):
            family = _parts(line.removeprefix("#"))[1:]
            continue
        for written in line.split(","):
            id_, dutch, *english = _parts(written)
            yield family, shade, [id_, dutch, *(english or [id_.replace("_", " ")])]


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split("=")]
