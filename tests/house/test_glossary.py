"""The glossary's words are the vocabularies' labels."""

from scripts.glossary import PAGE, vocabularies, written


def test_the_glossary_is_up_to_date():
    page = PAGE.read_text(encoding="utf-8")
    assert page == written(page), "run .venv/bin/python scripts/glossary.py"


def test_a_changed_word_is_seen():
    page = PAGE.read_text(encoding="utf-8").replace("| `drop-in` | Drop in |", "| `drop-in` | Walk in |")
    assert page != written(page)


def test_every_vocabulary_says_what_it_is_for():
    assert not [vocabulary.__name__ for vocabulary in vocabularies() if not vocabulary.__doc__]
