"""Every English sentence of the printed form: what a file in `registration/data/words` translates.

`python scripts/paper_words.py` lists what each language still lacks, and what it has that the form no longer says.
"""

from fingerpost.registration.queries.paper import SAID
from fingerpost.registration.rules.asking import every
from fingerpost.registration.rules.form import Form, shipped
from fingerpost.registration.rules.sheet import ADULTS, CHILDREN
from fingerpost.registration.rules.words import ENGLISH, languages

PATTERNS = ("{one} {number}", "{title}: {who}", "Yes", "No")


def sentences(form: Form) -> list[str]:
    """The sentences, each once, in the order of the sheet."""
    found = [*SAID.values(), *PATTERNS, form.name, *form.texts.notice]
    for section in form.sections:
        found += [section.title, section.text, section.one, section.first]
    for each in every(form, ADULTS, CHILDREN):
        found += [each.page.title if each.page.asked else "", each.page.text, each.label("{name}"), each.question.help]
        found += [text for option in each.question.options for text in (option.group, option.label)]
    return [text for text in dict.fromkeys(found) if text]


def main() -> None:
    wanted = set(sentences(shipped()))
    for code, language in languages().items():
        if code != ENGLISH:
            print(f"{code}: lacks {sorted(wanted - set(language.words))}")
            print(f"{code}: no longer said {sorted(set(language.words) - wanted)}")


if __name__ == "__main__":
    main()
