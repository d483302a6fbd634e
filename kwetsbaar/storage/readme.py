"""The README.txt in a journal's folder: how to read everything there without kwetsbaar. A test follows its commands."""

from __future__ import annotations

from typing import Final

README: Final = """\
DIT IS EEN DAGBOEK VAN KWETSBAAR                                (English below)

Alles in deze map is versleuteld met age, een open en algemeen gebruikt
formaat (https://age-encryption.org). Met het programma age lees je het ook
zonder kwetsbaar. Open daarvoor een terminal (bash of zsh) in deze map.

Met je wachtzin
  Een bladzijde lezen; age vraagt naar je wachtzin:

    age -d -i keyring.age entries/NAAM.md.age

Met je herstelwoorden
  Typ als age ernaar vraagt alle twaalf woorden, in kleine letters, met steeds
  een spatie ertussen:

    age -d -i <(age -d -i recovery.age keyring-recovery.age) entries/NAAM.md.age

  Ontbreekt recovery.age, dan is dit dagboek zonder herstelwoorden gemaakt.

Alle bladzijden tegelijk
  Dit haalt de sleutels eerst uit het sleutelbestand, naar een bestand dat
  alleen jij kunt lezen. Gooi het daarna weg: wie het heeft, kan je hele
  dagboek lezen.

    (umask 077; age -d -o ~/keys.txt keyring.age)
    for f in entries/*.age; do age -d -i ~/keys.txt "$f"; done
    rm ~/keys.txt

Wat waar staat
  entries/      je bladzijden         history/     eerdere versies ervan
  drafts/       je concepten          trash/       weggegooide bladzijden
  people.age    schuilnamen en personen
  tombstones/   welke bladzijden met opzet voorgoed zijn gewist
  keyring.age   het sleutelbestand, verzegeld met je wachtzin
  keyring-recovery.age en recovery.age   hetzelfde, voor je herstelwoorden

Een bladzijde is gewone tekst (markdown). De laatste regel is een zegel,
waaraan kwetsbaar ziet dat de bladzijde echt van dit dagboek is.
Zonder wachtzin en zonder herstelwoorden kan niemand dit openen; ook de makers
van kwetsbaar niet. Bewaar daarom altijd een kopie van de hele map.


THIS IS A JOURNAL OF KWETSBAAR

Everything in this folder is encrypted with age, an open and widely used
format (https://age-encryption.org). With the age program you can read it
without kwetsbaar too. Open a terminal (bash or zsh) in this folder.

With your passphrase
  To read a page; age asks for your passphrase:

    age -d -i keyring.age entries/NAME.md.age

With your recovery words
  When age asks for them, type all twelve words, in lower case, with one space
  between them:

    age -d -i <(age -d -i recovery.age keyring-recovery.age) entries/NAME.md.age

  If there is no recovery.age, this journal was made without recovery words.

All pages at once
  This takes the keys out of the keyring first, into a file that only you can
  read. Throw it away afterwards: whoever has it can read your whole journal.

    (umask 077; age -d -o ~/keys.txt keyring.age)
    for f in entries/*.age; do age -d -i ~/keys.txt "$f"; done
    rm ~/keys.txt

What lies where
  entries/      your pages            history/     earlier versions of them
  drafts/       your drafts           trash/       pages you deleted
  people.age    aliases and persons
  tombstones/   which pages were erased for good on purpose
  keyring.age   the keyring, sealed with your passphrase
  keyring-recovery.age and recovery.age   the same, for your recovery words

A page is ordinary text (markdown). Its last line is a seal, by which kwetsbaar
sees that the page really belongs to this journal.
Without the passphrase and without the recovery words nobody can open this; not
even the makers of kwetsbaar. So always keep a copy of the whole folder.
"""
"""The text, Dutch first. Its commands stand alone on lines that begin with four spaces."""
