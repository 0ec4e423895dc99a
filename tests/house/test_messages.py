"""The list that translators work from holds every sentence of the code and the templates, and no other."""

from scripts.messages import SOURCE, gathered, written


def test_the_list_of_sentences_is_up_to_date():
    assert SOURCE.read_bytes() == written(gathered()), "Run: make messages"
